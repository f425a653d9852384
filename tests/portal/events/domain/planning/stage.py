"""A town and the network around it, with everybody who plans."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from allmende.portal.core.models import Notification
from allmende.portal.events.domain.planning import sessions
from allmende.portal.events.enums import VideoProvider
from allmende.portal.events.models import Session
from allmende.portal.organisations.enums import Audience, NetworkRole, Role
from allmende.portal.organisations.models import Group, Member, NetworkRoleAssignment, Organisation
from tests import factories


@dataclass
class Stage:
    town: Organisation
    officer: Member
    staff: Member
    neighbour: Member  # AI officer of the neighbour
    organiser: Member  # of the network, from the county
    group: Group  # of the town: officer and neighbour


def build() -> Stage:
    town = factories.organisation()
    officer = factories.member(town, Role.AI_OFFICER, name="Olga Offiziell")
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    organiser = factories.member(
        factories.organisation("erlentann"), email="plant@erlentann.example"
    )
    NetworkRoleAssignment.objects.create(user=organiser.user, role=NetworkRole.ORGANISER)
    group = Group.objects.create(name="Leitlinien", organisation=town)
    group.members.add(officer, neighbour)
    return Stage(town, officer, factories.member(town), neighbour, organiser, group)


def wall(text: str) -> datetime:
    """A clock on the wall in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


def values(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Runder Tisch",
        "audience": Audience.ORGANISATION,
        "starts_at": wall("2027-02-10T10:00"),
        "ends_at": wall("2027-02-10T12:45"),
        "provider": VideoProvider.NONE,
        **fields,
    }


def draft(by: Member, *, pattern: str = "", **fields: Any) -> Session:
    return sessions.create(values=values(**fields), by=by, pattern=pattern)


def announced(by: Member, *, pattern: str = "", **fields: Any) -> Session:
    session = draft(by, pattern=pattern, **fields)
    return sessions.publish(session, revision=session.revision, by=by)


def told(member: Member) -> list[str]:
    rows = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(rows.values_list("text", flat=True))
