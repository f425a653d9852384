"""Registers what this app offers to others: see core.domain.things and core.domain.personal.

Each part adds its own line.
"""

from allmende.portal.core.domain import tools
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import personal as work_personal


def register_all() -> None:
    """Called once, when all models are there."""
    tools.register_door("tours", tools.Door("tours", "Zu den Touren", rules.may_enter))
    work_personal.register_all()
