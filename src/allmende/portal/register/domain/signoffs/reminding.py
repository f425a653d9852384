"""Reminders of open sign-offs: three days before they are due, then once a week."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.signoffs.reading import address_of
from allmende.portal.register.enums import OFFICE_ROLE, Decision
from allmende.portal.register.models import Signoff

AHEAD = timedelta(days=3)
AGAIN = timedelta(days=7)


def remind() -> int:
    """How many sign-offs were brought to mind. Closed organisations are left in peace."""
    now, today = timezone.now(), timezone.localdate()
    soon = Q(reminded_at=None, due_on__lte=today + AHEAD)
    weekly = Q(due_on__lt=today, reminded_at__lte=now - AGAIN)
    first_overdue = Q(due_on__lt=today, reminded_on__lte=F("due_on"))
    found = list(
        Signoff.objects.annotate(reminded_on=TruncDate("reminded_at"))
        .filter(soon | weekly | first_overdue, decision=Decision.OPEN)
        .filter(use_case__organisation__is_active=True)
        .select_related("use_case__owner__user", "use_case__organisation", "assigned_to__user")
    )
    people = _holders({signoff.use_case.organisation_id for signoff in found})
    for signoff in found:
        late = signoff.due_on is not None and signoff.due_on < today
        word = "Überfällig" if late else "Bald fällig"
        text = f"{word}: {signoff.step_title} („{signoff.use_case.title}“)"
        to = _recipients(signoff, people)
        use_cases.tell(to, signoff.use_case, text, url=address_of(signoff))
    Signoff.objects.filter(pk__in=[s.pk for s in found]).update(reminded_at=now)
    return len(found)


def _holders(organisation_ids: set[int]) -> dict[tuple[int, str], list[Member]]:
    found: dict[tuple[int, str], list[Member]] = defaultdict(list)
    active = Member.objects.filter(organisation_id__in=organisation_ids, user__is_active=True)
    for member in active.select_related("user").prefetch_related("roles"):
        for role in member.role_names:
            found[member.organisation_id, role].append(member)
    return found


def _recipients(signoff: Signoff, people: dict[tuple[int, str], list[Member]]) -> list[Member]:
    if signoff.assigned_to:
        return [signoff.assigned_to]
    if signoff.role == OFFICE_ROLE:
        return [signoff.use_case.owner] if signoff.use_case.owner else []
    return people[signoff.use_case.organisation_id, signoff.role]
