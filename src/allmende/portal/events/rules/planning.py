"""Named permissions: planning."""

from django.db.models import Q

from allmende.portal.events.models import Room, Series, Session
from allmende.portal.organisations.enums import Audience, NetworkRole, OrganisationKind, Role
from allmende.portal.organisations.models import Group, Member
from allmende.portal.organisations.rules import is_active

ROLES = (Role.ADMINISTRATOR, Role.AI_OFFICER, Role.LEADERSHIP)
OWN = (Audience.ORGANISATION, Audience.GROUP, Audience.PUBLIC)


def audiences_of(member: Member | None) -> list[Audience]:
    """For whom the member may plan."""
    if member is None or not is_active(member):
        return []
    found: list[Audience] = []
    if member.serves_as(NetworkRole.ORGANISER):
        found += [Audience.NETWORK, Audience.PUBLIC]
    if member.has_role(*ROLES):
        found += [Audience.ORGANISATION, Audience.GROUP, Audience.PUBLIC]
    # Experts share one organisation without knowing each other: it has no inside.
    if member.organisation.kind == OrganisationKind.EXPERTS:
        found = [one for one in found if one is not Audience.ORGANISATION]
    return list(dict.fromkeys(found))


def may_plan(member: Member | None) -> bool:
    return bool(audiences_of(member))


def may_plan_for(member: Member | None, audience: str, group: Group | None) -> bool:
    """A group must be led by the own organisation, and the planner must belong to it."""
    if audience not in audiences_of(member):
        return False
    if audience != Audience.GROUP:
        return True
    return bool(
        member
        and group
        and group.organisation_id == member.organisation_id
        and group.members.filter(pk=member.pk).exists()
    )


def may_organise(member: Member | None, thing: Session | Series) -> bool:
    """Who plans it: its author, and whoever might have planned it for that audience."""
    if member is None or not is_active(member):
        return False
    same = thing.organisation_id == member.organisation_id
    if same and thing.author_id == member.user_id:
        return True
    if thing.audience == Audience.NETWORK:
        return member.serves_as(NetworkRole.ORGANISER)
    return same and thing.audience in audiences_of(member)


def organised_by(member: Member) -> Q:
    """``may_organise`` as a condition of a query."""
    found = Q(author_id=member.user_id, organisation_id=member.organisation_id)
    allowed = audiences_of(member)
    if member.serves_as(NetworkRole.ORGANISER) and is_active(member):
        found |= Q(audience=Audience.NETWORK)
    own = [audience for audience in allowed if audience in OWN]
    return found | Q(organisation_id=member.organisation_id, audience__in=own)


def serves_in(member: Member | None, room: Room) -> bool:
    """Leads the room or takes its minutes."""
    return bool(
        member and is_active(member) and member.user_id in {room.moderator_id, room.minute_taker_id}
    )


def may_steer(member: Member | None, room: Room) -> bool:
    return serves_in(member, room) or may_organise(member, room.block.session)
