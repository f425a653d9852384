"""The AI strategy: targets with a horizon, what serves them, and where they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register import rules
from allmende.portal.register.domain import queries
from allmende.portal.register.enums import TargetHorizon, TargetState
from allmende.portal.register.models import StrategyTarget, UseCase

CHANGED = (
    "Jemand anderes hat dieses Ziel inzwischen geändert. Nichts wurde überschrieben. "
    "Vergleichen Sie und speichern Sie dann erneut."
)
FIELDS = ("horizon", "title", "text", "due_on")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target that many begin with; nobody has it unless somebody takes it."""

    key: str
    horizon: TargetHorizon
    title: str
    text: str
    years: int


PROPOSALS = (
    Proposal(
        "curiosity",
        TargetHorizon.ONE_YEAR,
        "Neugier ist geweckt, erste Projekte laufen",
        "Beschäftigte aus mindestens drei Ämtern haben Ideen eingebracht, zwei Projekte sind im "
        "Pilot.",
        1,
    ),
    Proposal(
        "simpler",
        TargetHorizon.THREE_YEARS,
        "Abläufe sind spürbar einfacher oder laufen automatisch",
        "Für mindestens drei Abläufe ist gemessen, dass sie schneller oder einfacher sind.",
        3,
    ),
)


def targets_of(member: Member) -> QuerySet[StrategyTarget]:
    """Every colleague reads the strategy."""
    return StrategyTarget.objects.filter(
        organisation_id=member.organisation_id, organisation__is_active=True
    ).prefetch_related("use_cases")


def open_proposals(member: Member) -> list[Proposal]:
    """Proposals that the organisation has not taken up."""
    taken = set(targets_of(member).values_list("title", flat=True))
    return [proposal for proposal in PROPOSALS if proposal.title not in taken]


@transaction.atomic
def add(
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    use_cases: Iterable[UseCase] = (),
    by: Member,
) -> StrategyTarget:
    require(rules.may_lead, by, organisation.pk)
    place = StrategyTarget.objects.filter(organisation=organisation).count()
    target = StrategyTarget.objects.create(organisation=organisation, position=place, **values)
    target.use_cases.set(_own(use_cases, by))
    audit.record("register.target_added", by=by, about=target)
    return target


@transaction.atomic
def take_up(organisation: Organisation, *, key: str, by: Member) -> StrategyTarget:
    """Make a proposal an own target."""
    proposal = next((one for one in open_proposals(by) if one.key == key), None)
    if proposal is None:
        raise Refused("Diesen Vorschlag gibt es nicht, oder Sie haben ihn schon übernommen.")
    today = timezone.localdate()
    values = {
        "horizon": proposal.horizon,
        "title": proposal.title,
        "text": proposal.text,
        "due_on": date(today.year + proposal.years, 12, 31),
    }
    return add(organisation, values=values, by=by)


@transaction.atomic
def change(
    target: StrategyTarget,
    *,
    values: Mapping[str, Any],
    use_cases: Iterable[UseCase],
    revision: int,
    by: Member,
) -> StrategyTarget:
    require(rules.may_lead, by, target.organisation_id)
    before = {name: getattr(target, name) for name in FIELDS}
    _write(target, revision, **{name: values[name] for name in FIELDS})
    target.use_cases.set(_own(use_cases, by))
    details = audit.changes(before, {name: getattr(target, name) for name in FIELDS})
    audit.record("register.target_changed", by=by, about=target, details=details)
    return target


@transaction.atomic
def report_state(
    target: StrategyTarget, *, state: str, note: str, revision: int, by: Member
) -> StrategyTarget:
    """Where the target stands today, and why."""
    require(rules.may_lead, by, target.organisation_id)
    if not note.strip():
        raise Refused("Bitte begründen Sie den Stand in einem Satz.")
    before = target.get_state_display()
    _write(target, revision, state=state, state_note=note.strip(), state_on=timezone.localdate())
    details = {"state": [before, TargetState(state).label], "state_note": note.strip()}
    audit.record("register.target_reported", by=by, about=target, details=details)
    return target


@transaction.atomic
def remove(target: StrategyTarget, *, by: Member) -> None:
    """The audit trail keeps what it said."""
    require(rules.may_lead, by, target.organisation_id)
    details = {name: str(getattr(target, name)) for name in FIELDS}
    audit.record("register.target_removed", by=by, about=target, details=details)
    target.delete()


def _own(use_cases: Iterable[UseCase], by: Member) -> QuerySet[UseCase]:
    return queries.own(by).filter(pk__in=[one.pk for one in use_cases])


def _write(target: StrategyTarget, revision: int, **fields: Any) -> None:
    mine = StrategyTarget.objects.filter(pk=target.pk, revision=revision)
    if not mine.update(revision=F("revision") + 1, **fields):
        target.refresh_from_db()
        raise Conflict(CHANGED)
    target.refresh_from_db()
