"""The tools of the platform: is one switched on for an organisation, and where is its door?

Who keeps the switches (the register) registers once (``AppConfig.ready``) whom to ask; each tool
registers its door. So siblings never name each other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

type Switch = Callable[[Any, str], bool]


@dataclass(frozen=True, slots=True)
class Door:
    """``address`` is the name of the first page; a member for whom ``opens`` says no stays out."""

    address: str
    label: str
    opens: Callable[[Any], bool]


_switches: list[Switch] = []
_doors: dict[str, Door] = {}


def register(switch: Switch) -> None:
    _switches[:] = [switch]


def is_on(organisation: Any, tool: str) -> bool:
    """Without anybody to ask, every tool is on."""
    return all(switch(organisation, tool) for switch in _switches)


def register_door(tool: str, door: Door) -> None:
    _doors[tool] = door


def door(tool: str, member: Any) -> Door | None:
    """None where the tool has no pages, or none for this member."""
    found = _doors.get(tool)
    return found if found and found.opens(member) else None
