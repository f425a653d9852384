"""Named permissions of this app. ``member`` is the active member or None."""

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation, User


def is_active(member: Member | None) -> bool:
    return bool(member and member.user.is_active and member.organisation.is_active)


def holds(member: Member | None, role: Role, organisation_id: int) -> bool:
    """The member is active in just that organisation and has the role there."""
    return bool(
        member
        and is_active(member)
        and member.organisation_id == organisation_id
        and member.has_role(role)
    )


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


def is_same_person(by: Member | User | None, user: User) -> bool:
    person = by.user if isinstance(by, Member) else by
    return bool(person and person.is_active and person.pk == user.pk)
