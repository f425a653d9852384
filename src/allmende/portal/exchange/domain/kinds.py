"""Registers what this app offers to others: see core.domain.things and core.domain.personal.

Each part adds its own line.
"""

from allmende.portal.exchange.domain.calls import kinds as calls
from allmende.portal.exchange.domain.guidelines import kinds as guidelines
from allmende.portal.exchange.domain.legal import kinds as legal
from allmende.portal.exchange.domain.responsibilities import kinds as responsibilities
from allmende.portal.exchange.domain.threads import kinds as threads


def register_all() -> None:
    """Called once, when all models are there."""
    threads.register_all()
    legal.register_all()
    guidelines.register_all()
    calls.register_all()
    responsibilities.register_all()
