"""Registers what this app offers to others: see core.domain.things and core.domain.personal.

Each part adds its own line.
"""

from allmende.portal.core.domain import tools
from allmende.portal.tours import rules


def register_all() -> None:
    """Called once, when all models are there."""
    tools.register_door("tours", tools.Door("tours", "Zu den Touren", rules.may_enter))
