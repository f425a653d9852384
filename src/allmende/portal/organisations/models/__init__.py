"""Who belongs to the network: organisations, people, roles, and how they present themselves."""

from allmende.portal.organisations.models.network import (
    GroupRequest,
    JoinRequest,
    NetworkRoleAssignment,
    Offering,
    Profile,
)
from allmende.portal.organisations.models.people import (
    Group,
    Invitation,
    Member,
    Office,
    Organisation,
    Page,
    RoleAssignment,
    User,
    UserManager,
)

__all__ = [
    "Group",
    "GroupRequest",
    "Invitation",
    "JoinRequest",
    "Member",
    "NetworkRoleAssignment",
    "Offering",
    "Office",
    "Organisation",
    "Page",
    "Profile",
    "RoleAssignment",
    "User",
    "UserManager",
]
