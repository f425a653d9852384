"""Short ways to the objects that most tests need."""

from typing import Any

from allmende.portal.organisations.enums import OrganisationKind, Role, State
from allmende.portal.organisations.models import Member, Organisation, RoleAssignment, User
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.register.models import BlockUse

PASSWORD = "Kastanie-Tisch-Wolke-7"


def organisation(
    slug: str = "wiesenbrueck", *, assistant: bool = True, **fields: Any
) -> Organisation:
    """``assistant``: switched on, as after an update; without an entry in the register."""
    fields.setdefault("name", slug.title())
    fields.setdefault("kind", OrganisationKind.MUNICIPALITY)
    fields.setdefault("state", State.BW)
    new = Organisation.objects.create(slug=slug, **fields)
    if assistant:
        BlockUse.objects.create(organisation=new, block=BuildingBlock.ASSISTANT)
    return new


def user(email: str = "person@example.org", **fields: Any) -> User:
    fields.setdefault("name", email.split("@", maxsplit=1)[0].title())
    return User.objects.create_user(email, PASSWORD, **fields)


def member(at: Organisation, *roles: Role, email: str = "", **fields: Any) -> Member:
    email = email or f"{'-'.join(roles) or 'staff'}@{at.slug}.example"
    new = Member.objects.create(user=user(email, **fields), organisation=at)
    RoleAssignment.objects.bulk_create(RoleAssignment(member=new, role=role) for role in roles)
    return new
