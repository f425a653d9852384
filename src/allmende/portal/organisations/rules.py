"""Named permissions of this app. ``member`` is the active member or None."""

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Group, JoinRequest, Member, Organisation, User


def is_active(member: Member | None) -> bool:
    return bool(member and member.user.is_active and member.organisation.is_active)


def is_colleague(member: Member | None, organisation_id: int) -> bool:
    """The member works inside just that organisation. Experts without an organisation do not:
    they neither propose use cases nor upload nor administer anything.
    """
    return bool(
        member
        and is_active(member)
        and member.organisation_id == organisation_id
        and member.organisation.has_inside
    )


def holds(member: Member | None, role: Role, organisation_id: int) -> bool:
    """The member is active in just that organisation and has the role there."""
    return bool(member and is_colleague(member, organisation_id) and member.has_role(role))


def may_administer(member: Member | None, organisation: Organisation) -> bool:
    return holds(member, Role.ADMINISTRATOR, organisation.pk)


def may_run_network(user: User | None) -> bool:
    """Creates and closes organisations."""
    return bool(user and user.is_active and user.is_superuser)


def may_invite(by: Member | User | None, organisation: Organisation) -> bool:
    """Administrators invite to their own organisation; the network's operators to any."""
    if isinstance(by, Member):
        return may_administer(by, organisation)
    return may_run_network(by)


def may_decide_join(by: Member | User | None, request: JoinRequest) -> bool:
    """Who administers the organisation; those who run the network decide about everything."""
    if isinstance(by, Member):
        return request.organisation is not None and may_administer(by, request.organisation)
    return may_run_network(by)


def may_read_group(member: Member | None, group: Group) -> bool:
    """Open groups show themselves to the network, others only to who belongs to them."""
    if member is None or not is_active(member):
        return False
    return group.is_open or group.members.filter(pk=member.pk).exists()


def is_same_person(by: Member | User | None, user: User) -> bool:
    person = by.user if isinstance(by, Member) else by
    return bool(person and person.is_active and person.pk == user.pk)
