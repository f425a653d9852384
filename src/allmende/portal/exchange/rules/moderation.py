"""Named permissions: moderation."""

from allmende.portal.exchange.models import Report
from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.enums import NetworkRole, Role
from allmende.portal.organisations.models import Member

PUBLIC, GROUP = "public:", "group:"


def may_report(member: Member | None) -> bool:
    return organisations.is_active(member)


def may_moderate(member: Member | None) -> bool:
    """Moderators of the network, and administrators for what stays inside their organisation."""
    if member is None or not organisations.is_active(member):
        return False
    return member.serves_as(NetworkRole.MODERATOR) or member.has_role(Role.ADMINISTRATOR)


def may_decide(member: Member | None, report: Report) -> bool:
    """Nobody decides about something that may not be seen."""
    return decides_in(member, report.scope, report.organisation_id)


def decides_in(member: Member | None, scope: str, organisation_id: int) -> bool:
    if member is None or not may_moderate(member):
        return False
    if member.serves_as(NetworkRole.MODERATOR) and (
        scope.startswith(PUBLIC) or scope in audience.member_keys(member)
    ):
        return True
    inside = scope == f"organisation:{organisation_id}" or scope.startswith(GROUP)
    own = organisation_id == member.organisation_id
    return own and inside and member.has_role(Role.ADMINISTRATOR)
