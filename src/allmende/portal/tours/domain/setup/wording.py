"""Rules in words, for those who set them and those who read them."""

from collections.abc import Iterable
from datetime import date, time

from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.models import Rule

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
    *("September", "Oktober", "November", "Dezember"),
)
PLURALS = {
    SiteKind.PLAYGROUND: "Spielplätze",
    SiteKind.PARK: "Grünanlagen",
    SiteKind.TREE: "Bäume",
    SiteKind.MEADOW: "Rasen und Wiesen",
    SiteKind.BED: "Beete",
    SiteKind.HEDGE: "Hecken",
    SiteKind.CEMETERY: "Friedhöfe",
    SiteKind.SPORTS: "Sportplätze",
    SiteKind.ROADSIDE: "Flächen an Straßen",
    SiteKind.BIN: "Abfallbehälter",
    SiteKind.OTHER: "anderen Orte",
}
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_day(text: str) -> tuple[int, int] | None:
    """From "01.04." to (4, 1); None where that is no day of a year."""
    parts = text.strip().strip(".").split(".")
    if len(parts) != 2 or not all(part.strip().isdecimal() for part in parts):
        return None
    day, month = (int(part) for part in parts)
    return (month, day) if 1 <= month <= 12 and 1 <= day <= LAST_DAYS[month - 1] else None


def sentence(rule: Rule) -> str:
    """Such as: alle 7 Tage, frühestens nach 5, spätestens nach 9, von April bis Oktober."""
    parts = [
        _rhythm(rule.every_days),
        _gaps(rule),
        season(rule),
        _weekdays(rule.weekdays),
        window(rule.opens, rule.closes),
    ]
    return ", ".join(part for part in parts if part)


def where(rule: Rule) -> str:
    return rule.site.name if rule.site else f"alle {PLURALS[SiteKind(rule.site_kind)]}"


def season(rule: Rule) -> str:
    """Whole months by their names, else days; empty for the whole year."""
    first, last = month_day(rule.season_from), month_day(rule.season_to)
    if first is None or last is None:
        return ""
    is_whole = first[1] == 1 and last[1] >= LAST_DAYS[last[0] - 1] - (last[0] == 2)
    if is_whole and first[0] == last[0]:
        return f"im {MONTHS[first[0] - 1]}"
    if is_whole:
        return f"von {MONTHS[first[0] - 1]} bis {MONTHS[last[0] - 1]}"
    return f"vom {first[1]}.{first[0]}. bis {last[1]}.{last[0]}."


def window(opens: time | None, closes: time | None) -> str:
    if opens and closes:
        return f"zwischen {clock(opens)} und {clock(closes)} Uhr"
    if opens:
        return f"ab {clock(opens)} Uhr"
    return f"bis {clock(closes)} Uhr" if closes else ""


def clock(value: time) -> str:
    return f"{value.hour}:{value.minute:02d}" if value.minute else str(value.hour)


def weekdays(numbers: Iterable[int]) -> str:
    """Such as: Mo bis Fr; Mo, Mi, Fr."""
    days = sorted(set(numbers))
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{SHORT[days[0]]} bis {SHORT[days[-1]]}"
    return ", ".join(SHORT[day] for day in days)


def days(first: date, last: date | None) -> str:
    if last is None:
        return f"ab {first:%d.%m.%Y}, ohne Ende"
    return f"{first:%d.%m.%Y} bis {last:%d.%m.%Y}"


def _rhythm(every: int) -> str:
    return "jeden Tag" if every == 1 else f"alle {every} Tage"


def _gaps(rule: Rule) -> str:
    if rule.min_gap == rule.every_days == rule.max_gap:
        return "genau in diesem Abstand"
    return f"frühestens nach {rule.min_gap}, spätestens nach {rule.max_gap}"


def _weekdays(numbers: list[int]) -> str:
    if not numbers:
        return ""
    named = [WEEKDAYS[day].lower() + "s" for day in sorted(set(numbers))]
    return f"nur {_together(named)}"


def _together(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} und {words[-1]}" if len(words) > 1 else words[0]
