"""After go-live: the yearly review, and what happens when something substantial changes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import lifecycle, queries, use_cases
from allmende.portal.register.domain.suspension import current
from allmende.portal.register.enums import State
from allmende.portal.register.models import UseCase

AHEAD = timedelta(days=30)
CHANGEABLE = (State.APPROVAL, State.PILOT, State.OPERATION)


def due_for(
    member: Member, *, among: QuerySet[UseCase] | None = None, ahead: timedelta = AHEAD
) -> QuerySet[UseCase]:
    """Reviews that this member has to do within that time; officers see all of the house.

    ``among``: the own register, where the caller has it already.
    """
    own = queries.own(member) if among is None else among
    found = own.filter(state=State.OPERATION, review_due__lte=timezone.localdate() + ahead)
    if not rules.may_manage(member, member.organisation_id):
        found = found.filter(owner=member)
    return found.order_by("review_due", "pk")


@transaction.atomic
def confirm(use_case: UseCase, *, note: str, revision: int, by: Member) -> UseCase:
    """Checked and unchanged: the next review is due in a year from today."""
    require(rules.may_steer, by, use_case)
    stands = current(use_case)
    if stands.state != State.OPERATION:
        raise Refused("Überprüft wird, was in Betrieb ist. Dieser Anwendungsfall ist es nicht.")
    if not note.strip():
        raise Refused("Bitte schreiben Sie kurz, was Sie geprüft haben.")
    due = lifecycle.a_year_from(timezone.localdate())
    use_cases.touch(use_case, revision=revision, review_due=due, review_reminded=None)
    details = {"Vermerk": note.strip(), "Nächste Überprüfung": date_format(due, "DATE_FORMAT")}
    audit.record("register.reviewed", by=by, about=use_case, details=details)
    return use_case


@transaction.atomic
def change_substantially(use_case: UseCase, *, reason: str, revision: int, by: Member) -> UseCase:
    """Back to the pre-check with a new round of sign-offs; the old decisions stay readable."""
    require(rules.may_steer, by, use_case)
    stands = current(use_case)
    if stands.state not in CHANGEABLE:
        raise Refused(
            "Eine wesentliche Änderung gibt es erst ab der Freigabe. Ändern Sie vorher einfach "
            "die Angaben."
        )
    if not reason.strip():
        raise Refused("Bitte beschreiben Sie, was sich wesentlich ändert.")
    lifecycle.enter(
        use_case,
        State.PRECHECK,
        reason=reason.strip(),
        revision=revision,
        by=by,
        new_round=True,
        action="register.changed_substantially",
    )
    return use_case


def remind() -> int:
    """Thirty days before a review and on its day; safe to run again on the same day."""
    today = timezone.localdate()
    soon = Q(review_reminded=None, review_due__lte=today + AHEAD)
    now = Q(review_due__lte=today, review_reminded__lt=F("review_due"))
    found = UseCase.objects.filter(
        soon | now, state=State.OPERATION, organisation__is_active=True
    ).select_related("owner__user", "organisation")
    count = 0
    for use_case in found:
        _remind(use_case)
        count += 1
    return count


def _remind(use_case: UseCase) -> None:
    # Past the revision: a reminder must not make the form of somebody stale.
    UseCase.objects.filter(pk=use_case.pk).update(review_reminded=timezone.localdate())
    people = {person.pk: person for person in use_cases.officers(use_case.organisation_id)}
    if use_case.owner:
        people[use_case.owner.pk] = use_case.owner
    assert use_case.review_due  # noqa: S101 -- the query asks for it
    text = f"Überprüfung bis {date_format(use_case.review_due, 'DATE_FORMAT')}: {use_case.title}"
    url = f"{use_cases.address_of(use_case)}ueberpruefung/"
    use_cases.tell(people.values(), use_case, text, url=url)
