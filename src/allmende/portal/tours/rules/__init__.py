"""Named permissions. Tours are of the organisation; nothing of them leaves it."""

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from allmende.portal.organisations.rules import is_colleague
from allmende.portal.tours.models import Crew

READERS = (Role.DISPATCHER, Role.LEADERSHIP)


def may_plan(member: Member | None) -> bool:
    """Keeps sites, rules and crews, plans, publishes."""
    return _inside(member, Role.DISPATCHER)


def may_read(member: Member | None) -> bool:
    """All plans and all proof of work of the own organisation."""
    return _inside(member, *READERS)


def may_drive(member: Member | None, crew: Crew) -> bool:
    """The tours of one crew: who belongs to it, and who plans."""
    if member is None or not is_colleague(member, crew.organisation_id):
        return False
    return may_read(member) or crew.members.filter(pk=member.pk).exists()


def may_enter(member: Member | None) -> bool:
    """Sees the tool: whoever reads, plans or belongs to a crew."""
    if member is None or not is_colleague(member, member.organisation_id):
        return False
    return may_read(member) or Crew.objects.filter(members=member).exists()


def _inside(member: Member | None, *roles: Role) -> bool:
    if member is None or not is_colleague(member, member.organisation_id):
        return False
    return member.has_role(*roles)
