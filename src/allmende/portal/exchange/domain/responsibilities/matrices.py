"""Writing a matrix: begin, change its words, set its tasks, copy, delete."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from allmende.portal.core.domain import audit, links
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain import sharing
from allmende.portal.exchange.domain.responsibilities import finding, queries, templates
from allmende.portal.exchange.enums import Part
from allmende.portal.exchange.models import Matrix, MatrixTask
from allmende.portal.exchange.rules import responsibilities as rules
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member, Organisation

FIELDS = ("title", "text", "audience", "group", "agreed_on")
COLUMNS = ("town", "county", "central")
MOST = 60
CHANGED = (
    "Jemand anderes hat diese Zuständigkeiten inzwischen geändert. Ihre Eingaben sind nicht "
    "verloren, und nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern Sie "
    "dann erneut."
)
WORDS = {Part.LEADS.value: "federführend", Part.HELPS.value: "wirkt mit", "": "–"}


@transaction.atomic
def create_matrix(
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    tasks: Sequence[Mapping[str, Any]] | None = None,
    by: Member,
) -> Matrix:
    """Without ``tasks`` it starts with the common ones."""
    require(rules.may_create, by)
    scope = sharing.scope_for(values["audience"], group=values.get("group"), by=by)
    own = {**sharing.stamp(by), "organisation": organisation}
    matrix = Matrix.objects.create(
        **{name: values[name] for name in FIELDS if name in values}, **own, scope=scope
    )
    _write(matrix, templates.COMMON if tasks is None else tasks)
    audit.record("exchange.matrix_begun", by=by, about=matrix)
    finding.put(matrix)
    return matrix


@transaction.atomic
def change_matrix(
    matrix: Matrix, *, values: Mapping[str, Any], revision: int, by: Member
) -> Matrix:
    """Title, explanation, audience and the day of the agreement."""
    require(rules.may_edit, by, matrix)
    fields = {name: values[name] for name in FIELDS if name in values}
    group = fields.get("group", matrix.group)
    moved = (fields.get("audience", matrix.audience), group) != (matrix.audience, matrix.group)
    if moved and by.organisation_id != matrix.organisation_id:
        raise Refused("Wer es sieht, legt die Organisation fest, die es begonnen hat.")
    if moved:
        fields["scope"] = sharing.scope_for(fields["audience"], group=group, by=by)
    before = {name: sharing.plain(getattr(matrix, name)) for name in FIELDS}
    _touch(matrix, revision=revision, **fields)
    after = {name: sharing.plain(getattr(matrix, name)) for name in FIELDS}
    _record("exchange.matrix_changed", matrix, by, audit.changes(before, after))
    finding.put(matrix)
    return matrix


@transaction.atomic
def set_tasks(
    matrix: Matrix, *, tasks: Sequence[Mapping[str, Any]], revision: int, by: Member
) -> Matrix:
    """Replace all rows in the given order; the trail says what changed."""
    require(rules.may_edit, by, matrix)
    before = _told(matrix)
    _touch(matrix, revision=revision)
    _write(matrix, tasks)
    _record("exchange.matrix_tasks_set", matrix, by, _differences(before, _told(matrix)))
    finding.put(matrix)
    return matrix


@transaction.atomic
def copy_matrix(matrix: Matrix, *, by: Member) -> Matrix:
    """As one's own, for the own organisation, not agreed yet."""
    require(rules.may_create, by)
    if queries.one(by, matrix.pk) is None:
        raise Refused("Diese Zuständigkeiten gibt es nicht mehr.")
    audience = Audience.NETWORK if queries.has_no_inside(by) else Audience.ORGANISATION
    copy = Matrix.objects.create(
        title=f"{matrix.title[:140]} (Kopie)",
        text=matrix.text,
        audience=audience,
        scope=sharing.scope_for(audience, group=None, by=by),
        **sharing.stamp(by),
    )
    _write(copy, [_values(task) for task in matrix.tasks.all()])
    audit.record("exchange.matrix_copied", by=by, about=copy, details={"Vorlage": str(matrix)})
    finding.put(copy)
    return copy


@transaction.atomic
def delete_matrix(matrix: Matrix, *, by: Member) -> None:
    require(rules.may_edit, by, matrix)
    require(lambda: matrix.organisation_id == by.organisation_id)
    _record("exchange.matrix_deleted", matrix, by, _told(matrix))
    finding.remove(matrix)
    links.forget(queries.KIND, str(matrix.pk))
    matrix.delete()


def address_of(matrix: Matrix) -> str:
    return f"/austausch/zustaendigkeiten/{matrix.pk}/"


def _write(matrix: Matrix, tasks: Sequence[Mapping[str, Any]]) -> None:
    rows = [task for task in tasks if str(task.get("title") or "").strip()]
    if not rows:
        raise Refused("Eine Aufgabe muss bleiben.")
    if len(rows) > MOST:
        raise Refused(f"Mehr als {MOST} Aufgaben liest niemand. Teilen Sie die Übersicht auf.")
    titles = [str(task["title"]).strip().lower() for task in rows]
    if double := next((t for t in titles if titles.count(t) > 1), ""):
        raise Refused(f"Die Aufgabe „{double}“ steht zweimal da.")
    matrix.tasks.all().delete()
    MatrixTask.objects.bulk_create(
        MatrixTask(
            matrix=matrix,
            position=position,
            title=str(task["title"]).strip()[:150],
            note=str(task.get("note") or "").strip()[:300],
            **{name: Part(task.get(name) or "").value for name in COLUMNS},
        )
        for position, task in enumerate(rows)
    )


def _values(task: MatrixTask) -> dict[str, str]:
    return {name: getattr(task, name) for name in ("title", *COLUMNS, "note")}


def _told(matrix: Matrix) -> dict[str, str]:
    """Each task in one line, for the trail."""
    return {
        task.title: " / ".join(WORDS[getattr(task, name)] for name in COLUMNS)
        for task in MatrixTask.objects.filter(matrix=matrix)
    }


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    gone = {title: [said, "entfällt"] for title, said in before.items() if title not in after}
    return {**audit.changes(before, after), **gone}


def _touch(matrix: Matrix, *, revision: int, **fields: Any) -> None:
    mine = Matrix.objects.filter(pk=matrix.pk, revision=revision)
    written = mine.update(revision=F("revision") + 1, **fields)
    matrix.refresh_from_db()
    if not written:
        raise Conflict(CHANGED)


def _record(action: str, matrix: Matrix, by: Member, details: Mapping[str, Any]) -> None:
    audit.record(
        action, by=by, about=matrix, organisation_id=matrix.organisation_id, details=details
    )
