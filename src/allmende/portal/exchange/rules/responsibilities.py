"""Named permissions: responsibilities."""

from allmende.portal.exchange.models import Matrix
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.enums import Audience, NetworkRole, Role
from allmende.portal.organisations.models import Member
from allmende.portal.organisations.rules import is_active

KEEPERS = (Role.AI_OFFICER, Role.LEADERSHIP, Role.ADMINISTRATOR)


def may_create(member: Member | None) -> bool:
    return is_active(member)


def may_edit(member: Member | None, matrix: Matrix) -> bool:
    """Its author, who leads the organisation's AI, organisers; of a group everybody in it."""
    if not member or not is_active(member) or matrix.scope not in find_keys(member):
        return False
    if matrix.audience == Audience.GROUP or member.serves_as(NetworkRole.ORGANISER):
        return True
    own = member.organisation_id == matrix.organisation_id
    return own and (matrix.author_id == member.user_id or member.has_role(*KEEPERS))
