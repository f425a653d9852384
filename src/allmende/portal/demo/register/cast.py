"""Who acts: the people of one organisation by their address and their role."""

from dataclasses import dataclass

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.enums import OFFICE_ROLE
from allmende.portal.register.models import UseCase


@dataclass(frozen=True, slots=True)
class Cast:
    organisation: Organisation
    members: dict[str, Member]

    @property
    def officer(self) -> Member:
        """Keeps the register."""
        return self.holder(Role.AI_OFFICER)

    @property
    def leader(self) -> Member:
        return self.holder(Role.LEADERSHIP)

    def person(self, email: str | None) -> Member:
        """The AI officer where nobody is named."""
        return self.members[email] if email else self.officer

    def holder(self, role: str) -> Member:
        return next(m for m in self.members.values() if role in m.role_names)

    def signing(self, role: str, use_case: UseCase) -> Member:
        """Who decides a sign-off of that role."""
        if role != OFFICE_ROLE:
            return self.holder(role)
        assert use_case.owner  # noqa: S101 -- nothing gets so far without one
        return use_case.owner


def cast_of(organisation: Organisation) -> Cast:
    found = Member.objects.filter(organisation=organisation).order_by("pk")
    members = found.select_related("user", "organisation").prefetch_related("roles")
    return Cast(organisation, {member.user.email: member for member in members})
