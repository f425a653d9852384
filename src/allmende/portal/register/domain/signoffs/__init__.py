"""Sign-offs: asked of a role, decided by a person with a reason, never rewritten.

A round holds what was decided about one version of the use case; a substantial change starts
the next one, and the decisions of the rounds before stay as they were.
"""

from allmende.portal.register.domain.signoffs.asking import close_open, request_for, resubmit
from allmende.portal.register.domain.signoffs.deciding import comment, decide, delegate, withdraw
from allmende.portal.register.domain.signoffs.reading import (
    Progress,
    address_of,
    before,
    chain_of,
    find,
    held_roles,
    inbox,
    missing,
    progress,
    recipients,
    visible_to,
)
from allmende.portal.register.domain.signoffs.reminding import remind

__all__ = [
    "Progress",
    "address_of",
    "before",
    "chain_of",
    "close_open",
    "comment",
    "decide",
    "delegate",
    "find",
    "held_roles",
    "inbox",
    "missing",
    "progress",
    "recipients",
    "remind",
    "request_for",
    "resubmit",
    "visible_to",
    "withdraw",
]
