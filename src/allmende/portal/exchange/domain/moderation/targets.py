"""What can be reported and moderated: posts, and whatever else of the exchange registers itself.

A part registers its kind once (in its ``kinds.register_all``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.models import Member


@dataclass(frozen=True, slots=True)
class Content:
    """One text as those who moderate see it, hidden or not."""

    kind: str
    key: str
    label: str  # "Beitrag 3 in „Ratsinformation“"
    text: str  # Markdown
    url: str
    scope: str  # audience key: who may see it
    organisation_id: int
    author: Any = None  # user; None where the account is gone
    author_label: str = ""
    at: datetime | None = None
    is_hidden: bool = False
    is_gone: bool = False  # removed by its author, or wiped: nothing is left to decide
    revision: int = 1
    before: str = ""  # what it answers, for context


@dataclass(frozen=True, slots=True)
class Target:
    """The functions run inside the caller's transaction, after the permission was checked.

    ``hide(key, reason, by)``, ``show(key, by)``, ``wipe(key, by)``, and where a text may be
    changed by those who moderate ``edit(key, text, revision, by)``.
    """

    kind: str
    word: str
    load: Callable[[str], Content | None]
    hide: Callable[[str, str, Member], None]
    show: Callable[[str, Member], None]
    wipe: Callable[[str, Member], None]
    edit: Callable[[str, str, int, Member], None] | None = None
    more: Mapping[str, str] = field(default_factory=dict)  # sentences of its own: "hide" -> …


_targets: dict[str, Target] = {}


def register(target: Target) -> None:
    _targets[target.kind] = target


def target(kind: str) -> Target:
    if kind not in _targets:
        raise Refused("Das lässt sich hier nicht melden.")
    return _targets[kind]


def load(kind: str, key: str) -> Content | None:
    return _targets[kind].load(key) if kind in _targets else None


def words() -> list[tuple[str, str]]:
    return [(one.kind, one.word) for one in _targets.values()]
