"""Named permissions: attending. Sessions are read inside the reader's scope before."""

from allmende.portal.events.models import Registration
from allmende.portal.events.rules.planning import may_organise
from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.models import Member

__all__ = ["is_own", "may_cancel", "may_organise", "may_register"]


def may_register(member: Member | None) -> bool:
    """Every member who may see the session."""
    return organisations.is_active(member)


def is_own(member: Member | None, registration: Registration) -> bool:
    """The member's own; a guest (None) has proven it by the personal link."""
    if member is None:
        return registration.user_id is None
    return organisations.is_active(member) and registration.user_id == member.user_id


def may_cancel(member: Member | None, registration: Registration) -> bool:
    return is_own(member, registration) or may_organise(member, registration.session)
