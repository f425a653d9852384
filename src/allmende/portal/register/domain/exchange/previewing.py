"""What an import would do, row by row, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.register.domain import published, record
from allmende.portal.register.domain.exchange import imports
from allmende.portal.register.enums import RowState, State
from allmende.portal.register.models import ImportRow, RegisterImport, UseCase

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that can be taken: new, or an idea of ours that would change."""

    row: ImportRow
    summary: str
    state: str  # at the source, in words
    notes: list[str]
    existing: UseCase | None = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.existing is None


@dataclass(frozen=True, slots=True)
class Preview:
    lines: list[Line]
    rest: int  # further entries that can be taken and are not shown
    broken: list[ImportRow]
    broken_count: int

    @property
    def new(self) -> int:
        return sum(line.is_new for line in self.lines)


def of(batch: RegisterImport) -> Preview:
    good = batch.rows.filter(state=RowState.READ, problems=[])
    broken = broken_rows(batch)
    shown = list(good[:SHOWN])
    existing = imports.existing_for(batch, shown)
    offices = {str(one).casefold() for one in organisations.offices_of(batch.organisation)}
    return Preview(
        lines=[_line(row, existing.get(row.key), offices) for row in shown],
        rest=max(0, good.count() - SHOWN),
        broken=list(broken[:SHOWN]),
        broken_count=broken.count(),
    )


def broken_rows(batch: RegisterImport) -> QuerySet[ImportRow]:
    return batch.rows.exclude(problems=[])


def all_numbers(batch: RegisterImport, chosen: Sequence[int], *, rest: bool) -> list[int]:
    """The ticked rows and, where wanted, the new ones behind those that were shown."""
    if not rest:
        return list(chosen)
    hidden = list(batch.rows.filter(state=RowState.READ, problems=[])[SHOWN:])
    known = imports.existing_for(batch, hidden)
    return [*chosen, *(row.pk for row in hidden if row.key not in known)]


def _line(row: ImportRow, existing: UseCase | None, offices: set[str]) -> Line:
    notes = list(row.notes)
    office = str(row.snapshot.get("office") or "")
    if office and office.casefold() not in offices:
        notes.append(f"Die Stelle „{office}“ gibt es hier nicht. Sie wird nicht übernommen.")
    return Line(
        row=row,
        summary=row.snapshot["record"]["summary"],
        state=_state(str(row.snapshot.get("state") or "")),
        notes=notes,
        existing=existing,
        differences=_differences(row, existing) if existing else [],
    )


def _state(code: str) -> str:
    return str(State(code).label) if code in State.values else ""


def _differences(row: ImportRow, existing: UseCase) -> list[tuple[str, str, str]]:
    """Field, what stands there now, what would stand there; emptied ones stay."""
    theirs = published.as_use_case(row.snapshot)
    found: list[tuple[str, str, str]] = []
    for name in record.FIELDS:
        if name == "office":
            continue
        now, new = record.display(existing, name), record.display(theirs, name)
        if new and new != now:
            found.append((record.label(name), now, new))
    goals: list[Any] = row.snapshot["goals"]
    ours = [goal.text for goal in existing.goals.all()]
    if goals and [goal["text"] for goal in goals] != ours:
        found.append(("Ziele", ", ".join(ours), ", ".join(goal["text"] for goal in goals)))
    return found
