"""Engine results in the words and marks of the pages."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format

from allmende.engines.regulation.assessment import WORDS, Assessment, Due, Duty, Finding, Level
from allmende.engines.regulation.ladders import (
    Automation,
    ImpactAssessment,
    Participation,
    RiskClass,
    label,
)
from allmende.engines.regulation.loading import shipped
from allmende.engines.regulation.rules import Status
from allmende.portal.register.domain.assessing import DutyView

BADGES: dict[str, str] = {
    RiskClass.NO_AI: "success",
    RiskClass.MINIMAL: "success",
    RiskClass.LIMITED: "info",
    RiskClass.EXEMPT: "info",
    RiskClass.HIGH: "warning",
    RiskClass.PROHIBITED: "danger",
    RiskClass.REVIEW: "warning",  # the same word on every ladder
    ImpactAssessment.NOT_NEEDED: "success",
    ImpactAssessment.WEIGH: "info",
    ImpactAssessment.USUALLY: "warning",
    ImpactAssessment.NEEDED: "warning",
    Automation.NONE: "success",
    Automation.ALLOWED: "warning",
    Automation.UNLAWFUL: "danger",
    Participation.NONE: "success",
    Participation.INFORMED: "info",
    Participation.AGREED: "warning",
}
DUE_BADGES = {Due.DUE: "warning", Due.UPCOMING: "info", Due.DISPUTED: "info"}
UNSURE = {Status.DRAFT, Status.SECONDARY}


@dataclass(frozen=True, slots=True)
class Open:
    """A question to clarify: where it is asked and what it is called."""

    id: str
    gate: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One level of the result."""

    title: str
    label: str
    badge: str
    why: str
    answers: list[tuple[str, str]]
    clarify: list[Open]
    between: str  # where it is still open, between which levels


def level[L: StrEnum](
    found: Level[L], title: str = "", *, asked: frozenset[str] | None = None
) -> Shown:
    value = str(found.value)
    is_open = found.lowest != found.highest
    return Shown(
        title=title,
        label=label(found.value),  # type: ignore[arg-type]
        badge=BADGES[value],
        why=found.why.sentence,
        answers=answers(found.why.answers),
        clarify=to_clarify(found.clarify, asked=asked),
        between=f"{label(found.lowest)} bis {label(found.highest)}" if is_open else "",  # type: ignore[arg-type]
    )


def levels(result: Assessment, *, asked: frozenset[str] | None = None) -> list[Shown]:
    return [
        level(result.risk, "Klasse nach der KI-Verordnung", asked=asked),
        level(result.impact, "Datenschutz-Folgenabschätzung", asked=asked),
        level(result.automation, "Vollautomatische Entscheidung", asked=asked),
        level(result.participation, "Beteiligung des Personalrats", asked=asked),
    ]


def roles(result: Assessment) -> list[str]:
    """The roles that are sure, then those still possible."""
    sure = [WORDS[role] for role in result.roles]
    return sure + [f"{WORDS[role]} (zu klären)" for role in result.possible_roles]


def answers(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Titles instead of ids; a question that the rules no longer have keeps its id."""
    known = shipped().question
    return [(known[q].title if q in known else q, str(answer)) for q, answer in pairs]


def to_clarify(ids: tuple[str, ...], *, asked: frozenset[str] | None = None) -> list[Open]:
    """``asked``: leave out what waits for the answer to another question first."""
    known = shipped().question
    wanted = [q for q in ids if q in known and (asked is None or q in asked)]
    return [Open(q, known[q].gate, known[q].title) for q in wanted]


def source_mark(entry: Finding | Duty) -> str:
    """What the reader must know about how sure the norm is; empty for binding law."""
    return WORDS[entry.status] if entry.status in UNSURE else ""


def day(applies_from: date | None) -> str:
    """None stands for old law whose date nobody has checked."""
    return date_format(applies_from, "DATE_FORMAT") if applies_from else "in Kraft, Tag ungeprüft"


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with the marks a reader needs."""

    finding: Finding
    mark: str
    status: str


def finding(found: Finding) -> Entry:
    return Entry(found, source_mark(found), WORDS[found.status])


@dataclass(frozen=True, slots=True)
class Row:
    """A duty with the marks a reader needs."""

    view: DutyView
    due: str
    due_badge: str
    holder: str
    role: str
    mark: str
    since: str
    before: str
    state_badge: str


def duty(view: DutyView) -> Row:
    found = view.duty
    return Row(
        view=view,
        due=WORDS[found.due],
        due_badge=DUE_BADGES[found.due],
        holder=WORDS[found.holder],
        role=WORDS[found.role],
        mark=source_mark(found),
        since=day(found.applies_from),
        before=day(found.applied_before) if found.applied_before else "",
        state_badge="success" if view.is_settled else "warning" if view.is_open else "info",
    )
