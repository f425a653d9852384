"""Is a tool of the platform switched on for an organisation? Siblings ask here.

Who keeps the switches (the register) registers once (``AppConfig.ready``) whom to ask.
"""

from collections.abc import Callable
from typing import Any

type Switch = Callable[[Any, str], bool]

_switches: list[Switch] = []


def register(switch: Switch) -> None:
    _switches[:] = [switch]


def is_on(organisation: Any, tool: str) -> bool:
    """Without anybody to ask, every tool is on."""
    return all(switch(organisation, tool) for switch in _switches)
