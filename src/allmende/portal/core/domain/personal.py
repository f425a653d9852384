"""What the apps keep about a person: the copy and the end (Art. 15, 17 and 20 DSGVO).

Each app registers once (``AppConfig.ready``) what it keeps beside the account itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FORMER = "Ehemaliges Mitglied"


@dataclass(frozen=True, slots=True)
class Keeper:
    """``copy`` gives JSON-ready data; ``forget`` deletes what is private and leaves ``label``
    under what others still need to read.
    """

    name: str  # the section in the copy
    copy: Callable[[Any], Any]
    forget: Callable[[Any, str], None]


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    _keepers[keeper.name] = keeper


def copy_of(user: Any) -> dict[str, Any]:
    return {keeper.name: keeper.copy(user) for keeper in _keepers.values()}


def forget(user: Any, *, label: str = FORMER) -> None:
    """Called inside the transaction that deletes the account, before it is deleted."""
    for keeper in _keepers.values():
        keeper.forget(user, label)
