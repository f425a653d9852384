"""What can be found, linked, followed and told of, whatever app it lives in.

Each app registers its kinds once (``AppConfig.ready``). So siblings that do not know each other
can point at each other, and one search shows them all. Only what the reader may see comes back.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

PUBLIC = "public:"  # begin of the audience keys that everybody has


@dataclass(frozen=True, slots=True)
class Thing:
    """One object in the words of a list."""

    kind: str
    key: str
    title: str
    url: str  # for members
    organisation: str = ""
    at: datetime | None = None
    note: str = ""  # what its kind says about it in a few words: state, day
    # Kind and key of what is linked in its place: an entry for one of its versions, say.
    stands_for: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Kind:
    """``find`` gives the visible ones of ``keys`` to a reader (a Member, or None for the public);
    ``scopes`` gives the audience keys of those that exist, whoever asks. Each is one query.
    """

    name: str
    word: str  # "Beitrag"
    words: str  # "Beiträge"
    find: Callable[[Any, Collection[str]], dict[str, Thing]]
    scopes: Callable[[Collection[str]], dict[str, str]]
    linkable: bool = True


_kinds: dict[str, Kind] = {}
_keys_of: Callable[[Collection[int]], dict[int, frozenset[str]]] | None = None


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def register_readers(keys_of: Callable[[Collection[int]], dict[int, frozenset[str]]]) -> None:
    """Who gives the audience keys of many users at once, with a fixed number of queries."""
    global _keys_of  # noqa: PLW0603 -- one policy for the process
    _keys_of = keys_of


def kind(name: str) -> Kind | None:
    return _kinds.get(name)


def kinds() -> list[Kind]:
    return list(_kinds.values())


def one(reader: Any, name: str, key: str) -> Thing | None:
    """The thing, if it exists and the reader may see it."""
    found = _kinds.get(name)
    return found.find(reader, [key]).get(key) if found else None


def many(reader: Any, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Thing]:
    """All of (kind, key) that the reader may see; one query for each kind."""
    by_kind: dict[str, set[str]] = {}
    for name, key in wanted:
        by_kind.setdefault(name, set()).add(key)
    return {
        (name, key): thing
        for name, keys in by_kind.items()
        if name in _kinds
        for key, thing in _kinds[name].find(reader, keys).items()
    }


def seen_by(
    user_ids: Collection[int], wanted: Iterable[tuple[str, str]]
) -> Callable[[int, str, str], bool]:
    """For mails: may this user see that thing right now? One query for each kind in ``wanted``
    and a fixed number for the users, however many they are.
    """
    by_kind: dict[str, set[str]] = {}
    for name, key in wanted:
        by_kind.setdefault(name, set()).add(key)
    scopes = {name: _kinds[name].scopes(keys) for name, keys in by_kind.items() if name in _kinds}
    readers = _keys_of(user_ids) if _keys_of else {}

    def seen(user_id: int, name: str, key: str) -> bool:
        scope = scopes.get(name, {}).get(key, "")
        return scope.startswith(PUBLIC) or scope in readers.get(user_id, frozenset())

    return seen
