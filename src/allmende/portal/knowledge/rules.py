"""Named permissions of this app. Reading follows ``organisations.domain.audience``."""

from allmende.portal.organisations import rules
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member


def may_edit(member: Member | None, organisation_id: int) -> bool:
    """Keeps the collections and documents of just that organisation."""
    return rules.holds(member, Role.EDITOR, organisation_id)
