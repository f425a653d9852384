"""Reads of questions and inquiries, each inside the scope of who reads."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.assistant.enums import OPEN_STATES
from allmende.portal.assistant.models import Inquiry, Question
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Office, Organisation

# Names of the office that a citizen would call first.
FRONT_DESKS = ("bürger", "rathaus", "zentrale", "information")


def public_questions(organisation: Organisation) -> QuerySet[Question]:
    """Questions asked without log-in at that organisation and not yet expired."""
    return _alive().filter(organisation=organisation, member=None)


def public_question(organisation: Organisation, pk: UUID | str | None) -> Question | None:
    try:
        return public_questions(organisation).filter(pk=pk).first() if pk else None
    except (ValueError, ValidationError):
        return None


def own_questions(member: Member) -> QuerySet[Question]:
    """The questions of this member in this organisation, the newest first."""
    return _alive().filter(member=member)


def received(organisation: Organisation, pk: UUID) -> Inquiry | None:
    """An inquiry that has come in there, for its confirmation."""
    return Inquiry.objects.filter(organisation=organisation, pk=pk).select_related("office").first()


def inquiries(member: Member) -> QuerySet[Inquiry]:
    """The inbox of the member's organisation; empty without the role."""
    if not member.has_role(Role.INQUIRIES):
        return Inquiry.objects.none()
    return Inquiry.objects.filter(organisation_id=member.organisation_id).select_related(
        "office", "assigned_to__user"
    )


def open_inquiries(member: Member) -> QuerySet[Inquiry]:
    """What waits for an answer in the member's inbox, the oldest first."""
    return inquiries(member).filter(state__in=OPEN_STATES).order_by("created_at")


def front_desk(organisation: Organisation) -> Office | None:
    """The office with a telephone that helps where no other is known to be responsible."""
    offices = [o for o in organisations.offices_of(organisation) if o.phone]
    named = (o for o in offices if any(word in o.name.lower() for word in FRONT_DESKS))
    return next(named, offices[0] if offices else None)


def colleagues(organisation_id: int) -> QuerySet[Member]:
    """Active members who may answer inquiries there."""
    return (
        Member.objects.filter(
            organisation_id=organisation_id,
            user__is_active=True,
            roles__role=Role.INQUIRIES,
        )
        .select_related("user", "office")
        .order_by("user__name")
    )


def _alive() -> QuerySet[Question]:
    return Question.objects.filter(expires_at__gt=timezone.now())
