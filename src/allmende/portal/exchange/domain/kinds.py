"""Registers what this app offers to others: see core.domain.things and core.domain.personal.

Each part adds its own line.
"""

from allmende.portal.exchange.domain.legal import kinds as legal
from allmende.portal.exchange.domain.threads import kinds as threads


def register_all() -> None:
    """Called once, when all models are there."""
    threads.register_all()
    legal.register_all()
