"""Named permissions of this app. ``member`` is the active member or None."""

from allmende.portal.organisations.models import Member
from allmende.portal.register import rules as register


def may_write(member: Member | None, organisation_id: int) -> bool:
    """AI officers and the leadership answer the council."""
    return register.may_lead(member, organisation_id)
