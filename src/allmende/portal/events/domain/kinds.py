"""Registers what this app offers to others: see core.domain.things and core.domain.personal.

Each part adds its own line.
"""

from allmende.portal.events.domain.attending import changes as attending_changes
from allmende.portal.events.domain.attending import personal as attending_personal
from allmende.portal.events.domain.live import personal as live_personal
from allmende.portal.events.domain.live import results
from allmende.portal.events.domain.planning import kinds as planning_kinds
from allmende.portal.events.domain.planning import personal as planning_personal


def register_all() -> None:
    """Called once, when all models are there."""
    planning_kinds.register_all()
    planning_personal.register_all()
    attending_personal.register_all()
    attending_changes.register_all()
    results.register()
    live_personal.register_all()
