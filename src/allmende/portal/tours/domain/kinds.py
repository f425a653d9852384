"""Registers what this app offers to others: see core.domain.things and core.domain.personal.

Each part adds its own line.
"""


def register_all() -> None:
    """Called once, when all models are there."""
