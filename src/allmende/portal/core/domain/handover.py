"""Giving something to a sibling app that one does not know: what a call found becomes a use case.

The receiving app registers once (``AppConfig.ready``) what it makes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.things import Thing

type Receiver = Callable[[Mapping[str, Any], Any], Thing]

_receivers: dict[str, Receiver] = {}


def register(name: str, receiver: Receiver) -> None:
    _receivers[name] = receiver


def give(name: str, values: Mapping[str, Any], *, by: Any) -> Thing:
    """Make one of ``name`` out of the values for the organisation of ``by`` (a Member)."""
    if name not in _receivers:
        raise Refused("Dieser Bereich ist hier nicht eingerichtet.")
    return _receivers[name](values, by)
