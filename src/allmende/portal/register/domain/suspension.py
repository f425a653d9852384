"""Operation stops and goes on: one place for incidents and withdrawn approvals."""

from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.decisions import passes
from allmende.portal.register.enums import RUNNING_STATES, Decision
from allmende.portal.register.models import Incident, Signoff, UseCase


def current(use_case: UseCase) -> UseCase:
    """The row as it stands, locked until the end of the transaction."""
    return UseCase.objects.select_for_update(of=("self",)).get(pk=use_case.pk)


def suspend(use_case: UseCase, *, because: str, by: Member) -> bool:
    """Stop a running use case; the caller has checked the right. False where nothing runs."""
    stands = current(use_case)
    if stands.state not in RUNNING_STATES or stands.is_suspended:
        return False
    use_cases.touch(stands, revision=stands.revision, suspended_at=timezone.now())
    audit.record("register.suspended", by=by, about=stands, details={"Grund": because})
    _tell(stands, f"„{stands.title}“ ist ausgesetzt: {because}", by)
    return True


def resume_if_clear(use_case: UseCase, *, by: Member) -> bool:
    """Go on as soon as no incident and no withdrawn approval stands against it."""
    stands = current(use_case)
    if not stands.is_suspended or holding_incidents(stands).exists() or _lacks_approval(stands):
        return False
    use_cases.touch(stands, revision=stands.revision, suspended_at=None)
    audit.record("register.resumed", by=by, about=stands)
    _tell(stands, f"„{stands.title}“ läuft wieder", by)
    return True


def holding_incidents(use_case: UseCase) -> QuerySet[Incident]:
    """Unresolved incidents because of which nothing may run."""
    return Incident.objects.filter(use_case=use_case, suspends=True, resolved_at=None)


def _lacks_approval(use_case: UseCase) -> bool:
    """A step that is still asked for was withdrawn, and nobody has approved it again."""
    rows = Signoff.objects.filter(
        use_case=use_case, round=use_case.round, step__is_active=True
    ).order_by("pk")
    latest = {row.step_id: row for row in rows}
    withdrawn = {row.step_id for row in rows if row.decision == Decision.WITHDRAWN}
    return any(not passes(latest[step]) for step in withdrawn)


def _tell(use_case: UseCase, text: str, by: Member) -> None:
    people = {person.pk: person for person in use_cases.officers(use_case.organisation_id)}
    if use_case.owner:
        people[use_case.owner.pk] = use_case.owner
    use_cases.tell([p for p in people.values() if p.pk != by.pk], use_case, text)
