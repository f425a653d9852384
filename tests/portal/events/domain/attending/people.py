"""A town that plans sessions, and people who want to come."""

from dataclasses import dataclass

from allmende.portal.core.models import OutgoingMail
from allmende.portal.events.domain.attending import letters
from allmende.portal.events.enums import RegistrationState
from allmende.portal.events.models import Registration, Session
from allmende.portal.organisations.enums import NetworkRole, Role
from allmende.portal.organisations.models import Member, NetworkRoleAssignment, Organisation
from tests import factories

State = RegistrationState


@dataclass
class Town:
    organisation: Organisation
    organiser: Member

    def person(self, name: str) -> Member:
        return factories.member(self.organisation, email=f"{name}@{self.organisation.slug}.example")

    def people(self, count: int) -> list[Member]:
        return [self.person(f"person-{number}") for number in range(count)]


def town(slug: str = "wiesenbrueck") -> Town:
    organisation = factories.organisation(slug)
    organiser = factories.member(organisation, Role.AI_OFFICER)
    NetworkRoleAssignment.objects.create(user=organiser.user, role=NetworkRole.ORGANISER)
    return Town(organisation, organiser)


def states(session: Session) -> list[str]:
    """In the order of turns."""
    found = Registration.objects.filter(session=session).order_by("turn", "pk")
    return list(found.values_list("state", flat=True))


def letters_sent() -> list[OutgoingMail]:
    """What is due goes into the queue; the new messages, the oldest first."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    letters.send_due()
    return list(OutgoingMail.objects.exclude(pk__in=before).order_by("pk"))
