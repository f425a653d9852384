"""Sentences for reports. Each says where it stands: entry, field and date."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from allmende.portal.register.domain.overview import Facts, Overview

MOST_NAMED = 8  # entries that one sentence lists or that one topic goes through
GAP = "nicht erfasst"


@dataclass(frozen=True, slots=True)
class Citation:
    entry: str  # "KI-003", or the register as a whole
    field: str
    on: str  # ISO date
    url: str = ""

    def __str__(self) -> str:
        return f"{self.entry}, {self.field}, {short(date.fromisoformat(self.on))}"


@dataclass(frozen=True, slots=True)
class Statement:
    """``key`` stays the same as long as it is about the same thing, whatever it says."""

    key: str
    text: str
    citations: tuple[Citation, ...]
    is_gap: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "citations": [asdict(one) for one in self.citations]}


def short(day: date) -> str:
    return date_format(day, "j.n.Y")


def cite(facts: Facts, field: str, on: date | None = None) -> Citation:
    """``on``: the date of the fact; else the day of the entry's last change."""
    day = on or localtime(facts.case.updated_at).date()
    return Citation(
        facts.case.reference, field, day.isoformat(), f"/anwendungsfaelle/{facts.case.pk}/"
    )


def cite_register(overview: Overview, field: str) -> Citation:
    """A count over everything cites the register as it stood on the day."""
    count = len(overview.facts)
    words = f"KI-Register, {count} {'Eintrag' if count == 1 else 'Einträge'}"
    return Citation(words, field, overview.on.isoformat(), "/anwendungsfaelle/")


def named(found: Sequence[Facts]) -> str:
    """„A“, „B“ und „C“; a long list is cut and says so."""
    names = [f"„{facts.case.title}“" for facts in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        return f"{', '.join(names)} und {len(found) - MOST_NAMED} weitere"
    return joined(names)


def joined(words: Sequence[str]) -> str:
    return " und ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def cited(found: Iterable[Facts], field: str) -> tuple[Citation, ...]:
    return tuple(cite(facts, field) for facts in list(found)[:MOST_NAMED])


def gap(key: str, what: str, found: Sequence[Facts], field: str) -> list[Statement]:
    """One sentence for all entries that lack something; none where nothing is missing."""
    if not found:
        return []
    return [Statement(key, f"{what}: {GAP} bei {named(found)}.", cited(found, field), is_gap=True)]


def counted(count: int, one: str, many: str) -> str:
    words = {0: "kein", 1: "ein", 2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs"}
    words |= {7: "sieben", 8: "acht", 9: "neun", 10: "zehn", 11: "elf", 12: "zwölf"}
    return f"{words.get(count, count)} {one if count in (0, 1) else many}"


def sentence(text: str) -> str:
    """Text from a form as one sentence: trimmed, on one line, with a full stop."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", ":")) or not line else f"{line}."
