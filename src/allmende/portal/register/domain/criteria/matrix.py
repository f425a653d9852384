"""The selection matrix of an organisation: which criteria, how heavy, in which order."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.text import slugify

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register import rules
from allmende.portal.register.domain.criteria.defaults import DEFAULTS
from allmende.portal.register.enums import CriterionKind
from allmende.portal.register.models import Criterion

MOST = 20
HIGHEST_WEIGHT = 5
WORDS: dict[str, tuple[str, ...]] = {
    CriterionKind.BENEFIT: ("keiner", "gering", "mittel", "hoch", "sehr hoch"),
    CriterionKind.EFFORT: ("kein Hindernis", "gering", "mittel", "hoch", "sehr hoch"),
}
CHANGED = (
    "Jemand anderes hat die Kriterien inzwischen geändert. Es wurde nichts überschrieben. "
    "Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)


def criteria_of(organisation: Organisation, *, active: bool = True) -> QuerySet[Criterion]:
    """In their order; the first use creates the default ones."""
    ensure_defaults(organisation)
    found = Criterion.objects.filter(organisation=organisation)
    return found.filter(is_active=True) if active else found


def ensure_defaults(organisation: Organisation) -> None:
    """Create the default matrix where there is none yet; two at once do no harm."""
    if Criterion.objects.filter(organisation=organisation).exists():
        return
    Criterion.objects.bulk_create(
        [
            Criterion(
                organisation=organisation,
                key=default.key,
                title=default.title,
                help=default.help,
                kind=default.kind,
                weight=default.weight,
                position=position,
            )
            for position, default in enumerate(DEFAULTS)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def change(
    organisation: Organisation, *, rows: Mapping[int, Mapping[str, Any]], by: Member
) -> list[Criterion]:
    """Rename, weigh, order and switch criteria; ``rows`` by id, each with its ``revision``.

    All or nothing: raises Conflict where one of them has been changed meanwhile. Scores stay.
    """
    require(rules.may_manage, by, organisation.pk)
    known = {c.pk: c for c in criteria_of(organisation, active=False)}
    unknown = set(rows) - set(known)
    if unknown:
        raise Refused("Eines der Kriterien gehört nicht zu Ihrer Organisation.")
    if known and all(not row["is_active"] for row in {**_as_rows(known), **rows}.values()):
        raise Refused("Mindestens ein Kriterium muss aktiv bleiben.")
    changed: dict[str, Any] = {}
    for pk, row in rows.items():
        changed |= _change_one(known[pk], row)
    if changed:
        audit.record("register.criteria_changed", by=by, about=organisation, details=changed)
    return list(criteria_of(organisation, active=False))


@transaction.atomic
def add(organisation: Organisation, *, title: str, kind: str, weight: int, by: Member) -> Criterion:
    """A criterion of one's own, at the end of the list."""
    require(rules.may_manage, by, organisation.pk)
    existing = list(criteria_of(organisation, active=False))
    if len(existing) >= MOST:
        raise Refused(
            f"Mehr als {MOST} Kriterien sind nicht möglich. Benennen Sie eines um, das Sie "
            "nicht mehr brauchen."
        )
    if any(title.casefold() == old.title.casefold() for old in existing):
        raise Refused(f"Das Kriterium „{title}“ gibt es schon.")
    new = Criterion.objects.create(
        organisation=organisation,
        key=_free_key(title, {old.key for old in existing}),
        title=title,
        kind=kind,
        weight=weight,
        position=max((old.position for old in existing), default=-1) + 1,
    )
    audit.record(
        "register.criterion_added", by=by, about=organisation, details={"Kriterium": title}
    )
    return new


def words_for(criterion: Criterion) -> tuple[str, ...]:
    """The words of the points 0 to 4."""
    return WORDS[criterion.kind]


def _as_rows(known: Mapping[int, Criterion]) -> dict[int, Mapping[str, Any]]:
    return {pk: {"is_active": criterion.is_active} for pk, criterion in known.items()}


def _change_one(criterion: Criterion, row: Mapping[str, Any]) -> dict[str, Any]:
    names = [name for name in row if name != "revision"]
    before = {_in_words(criterion, name): getattr(criterion, name) for name in names}
    after = {_in_words(criterion, name): row[name] for name in names}
    changes = audit.changes(before, after)
    mine = Criterion.objects.filter(pk=criterion.pk, revision=row["revision"])
    if not changes:
        return {}  # whoever changed nothing overwrites nothing
    values = {name: row[name] for name in names}
    if not mine.update(revision=F("revision") + 1, **values):
        raise Conflict(CHANGED)
    return changes


def _in_words(criterion: Criterion, name: str) -> str:
    field = criterion._meta.get_field(name)
    return f"{criterion.title}, {getattr(field, 'verbose_name', name)}"


def _free_key(title: str, taken: set[str]) -> str:
    base = slugify(title)[:30] or "kriterium"
    return next(key for n in range(MOST + 2) if (key := f"{base}-{n}" if n else base) not in taken)
