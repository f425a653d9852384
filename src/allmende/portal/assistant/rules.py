"""Named permissions of this app. ``member`` is the active member or None."""

from allmende.portal.assistant.models import Inquiry, Question
from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation


def may_ask(member: Member | None, organisation: Organisation) -> bool:
    """Everybody asks the public knowledge; a member asks at the own organisation."""
    return member is None or (
        organisations.is_active(member) and member.organisation_id == organisation.pk
    )


def may_read_question(member: Member | None, question: Question) -> bool:
    return question.member_id == (member.pk if member else None)


def may_handle(member: Member | None, inquiry: Inquiry) -> bool:
    return organisations.holds(member, Role.INQUIRIES, inquiry.organisation_id)


def may_test(member: Member | None, organisation_id: int) -> bool:
    """Keeps the acceptance questions and runs them."""
    return any(
        organisations.holds(member, role, organisation_id)
        for role in (Role.EDITOR, Role.AI_OFFICER)
    )
