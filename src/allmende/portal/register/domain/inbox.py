"""Reads of messages about published entries, each for who may read them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.models import Message, Publication, UseCase


def inbox(member: Member) -> QuerySet[Message]:
    """What the member may answer: all of the register, or what one is responsible for."""
    found = Message.objects.filter(organisation_id=member.organisation_id)
    if rules.may_manage(member, member.organisation_id):
        return found
    return found.filter(entry__in=_own_entries(member))


def asked_by(member: Member) -> QuerySet[Message]:
    """Questions of the member with their answers."""
    return Message.objects.filter(author=member).select_related("organisation")


def readable(member: Member) -> QuerySet[Message]:
    """Those to answer and those that the member has asked."""
    own = Q(author=member) | Q(pk__in=inbox(member).values("pk"))
    return Message.objects.filter(own).select_related("organisation", "author__user")


def in_state(found: QuerySet[Message], state: str) -> QuerySet[Message]:
    match state:
        case "open":
            return found.filter(answered_at=None, closed_at=None)
        case "answered":
            return found.filter(answered_at__isnull=False, closed_at=None)
        case "closed":
            return found.filter(closed_at__isnull=False)
    return found


def answers_any(member: Member) -> bool:
    """Whether the inbox is for this member at all."""
    managing = rules.may_manage(member, member.organisation_id)
    return managing or _own_entries(member).exists()


def open_in(member: Member) -> int:
    return inbox(member).filter(answered_at=None, closed_at=None).count()


def state_of(message: Message) -> tuple[str, str]:
    """In words, and the kind of badge."""
    if message.closed_at:
        return "geschlossen", "info"
    return ("beantwortet", "success") if message.answered_at else ("offen", "warning")


def use_case_of(entry: UUID) -> UseCase | None:
    current = Publication.objects.filter(entry=entry, is_current=True)
    found = current.select_related("use_case__owner__user").first()
    return found.use_case if found else None


def _own_entries(member: Member) -> QuerySet[Publication, UUID]:
    own = Publication.objects.filter(use_case__owner=member, is_current=True)
    return own.values_list("entry", flat=True)
