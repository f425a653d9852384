"""What an answer stands on: a title, the place in it, an address."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.domain.texts import line

MOST = 20
LONGEST = {"title": 200, "place": 200, "url": 500}


def checked(sources: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Without empty lines; raises Refused for a place or an address without a title."""
    found = []
    for source in sources:
        row = {name: line(str(source.get(name) or "")) for name in LONGEST}
        if not any(row.values()):
            continue
        _check(row)
        found.append(row)
    if len(found) > MOST:
        raise Refused(f"Mehr als {MOST} Quellen gehen nicht. Nennen Sie die wichtigsten.")
    return found


def _check(row: dict[str, str]) -> None:
    if not row["title"]:
        raise Refused("Jede Quelle braucht einen Namen, etwa „DSGVO“ oder „Gemeindeordnung“.")
    if any(len(row[name]) > most for name, most in LONGEST.items()):
        raise Refused("Eine Quelle ist zu lang. Kürzen Sie Namen und Fundstelle auf 200 Zeichen.")
    if row["url"] and not is_address(row["url"]):
        raise Refused("Die Adresse einer Quelle beginnt mit https:// oder http://.")


def is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def in_words(source: Mapping[str, str]) -> str:
    return ", ".join(part for part in (source.get("title"), source.get("place")) if part)
