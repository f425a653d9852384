"""Why something is in no tour, and what helps: one sentence each."""

from datetime import date
from typing import Any

from django.utils import timezone

from allmende.portal.tours.enums import Why
from allmende.portal.tours.models import Unplanned

SENTENCES = {
    Why.UNREACHABLE: "Vom Betriebshof führt keine Straße dorthin und zurück.",
    Why.NO_DAY: "Vom {earliest} bis zum {latest} arbeitet niemand an einem erlaubten Tag.",
    Why.SKILL: "Keine Kolonne, die an diesen Tagen arbeitet, kann: {skill}.",
    Why.TANK: "Gebraucht werden {litres} Liter, der größte passende Tank fasst {tank}.",
    Why.WINDOW: "Im Zeitfenster {windows} passt es in keine Schicht.",
    Why.TOO_LONG: "Es dauert {minutes} Minuten, die längste Schicht hat {shift}.",
    Why.LOCK: "Die Festlegung auf {lock} lässt sich nicht einhalten.",
    Why.GAP: "Die Regel verlangt {gap} Abstand. {neighbours}",
    Why.TIME: "Allein passt es, aber die Stunden der Kolonnen sind verbraucht.",
}
REMEDIES = {
    Why.UNREACHABLE: "Ziehen Sie den Zugang des Ortes auf eine befahrbare Straße.",
    Why.NO_DAY: "Geben Sie in der Regel mehr Wochentage oder einen größeren Abstand frei.",
    Why.SKILL: "Ergänzen Sie die Fähigkeit bei einer Kolonne oder einem Fahrzeug.",
    Why.TANK: "Geben Sie einer Kolonne einen größeren Tank, oder teilen Sie den Einsatz.",
    Why.WINDOW: "Weiten Sie das Zeitfenster der Regel, oder verlängern Sie eine Schicht.",
    Why.TOO_LONG: "Teilen Sie die Arbeit, oder verlängern Sie eine Schicht.",
    Why.LOCK: "Heben Sie die Festlegung auf, oder wählen Sie eine andere Kolonne.",
    Why.GAP: "Verschieben Sie den anderen Einsatz, oder ändern Sie die Abstände in der Regel.",
    Why.TIME: "Planen Sie gründlicher, setzen Sie mehr Stunden ein, oder strecken Sie Abstände.",
}

NOT_ON_THAT_DAY = "Erlaubt ist der Einsatz vom {earliest} bis zum {latest}."
A_DAY_BETWEEN = "Wählen Sie einen Tag dazwischen, oder ändern Sie die Abstände in der Regel."
OVER = "Die Tage vom {earliest} bis zum {latest} sind vorbei."
PLAN_AGAIN = "Planen Sie neue Wochen, oder geben Sie einen Eilauftrag ein."
OTHER_DAYS = "Ziehen Sie den Auftrag zurück und geben Sie ihm Tage, an denen jemand arbeitet."


class _Facts(dict[str, Any]):
    """A fact that nobody has given is not the reason for a broken page."""

    def __missing__(self, key: str) -> str:
        return "unbekannt"


def sentence(one: Unplanned) -> str:
    facts = _Facts(one.facts)
    facts["earliest"] = _german(one.facts.get("earliest", ""), one.due)
    facts["latest"] = _german("", one.latest)
    facts["lock"] = " und ".join(_lock(one.facts)) or "Kolonne und Tag"
    facts["gap"] = _gap(one.facts)
    facts["neighbours"] = _neighbours(one.facts)
    return _template(one).format_map(facts)


def _template(one: Unplanned) -> str:
    if _is_over(one):
        return OVER
    return NOT_ON_THAT_DAY if _is_outside(one) else SENTENCES[Why(one.why)]


def remedy(one: Unplanned) -> str:
    if _is_over(one):
        return PLAN_AGAIN
    if one.order_id and one.why == Why.NO_DAY:
        return OTHER_DAYS
    if _is_outside(one):
        return "Wählen Sie einen Tag dazwischen." if one.order_id else A_DAY_BETWEEN
    return REMEDIES[Why(one.why)]


def _is_over(one: Unplanned) -> bool:
    """It could only have been done on days that are past, as with a rule that is new."""
    return one.why == Why.NO_DAY and one.latest is not None and one.latest < timezone.localdate()


def _is_outside(one: Unplanned) -> bool:
    """The day of the lock is none of the days on which it may be done."""
    day, earliest = one.facts.get("day"), one.facts.get("earliest")
    if one.why != Why.LOCK or not (day and earliest and one.latest):
        return False
    return not date.fromisoformat(earliest) <= date.fromisoformat(day) <= one.latest


def _lock(facts: dict[str, str]) -> list[str]:
    found = [facts["crew"]] if facts.get("crew") else []
    return [*found, f"den {_german(facts['day'], None)}"] if facts.get("day") else found


def _gap(facts: dict[str, str]) -> str:
    least, most = facts.get("least"), facts.get("most")
    if least != most:
        return f"{least} bis {most} Tage"
    return "1 Tag" if most == "1" else f"{most} Tage"


def _neighbours(facts: dict[str, str]) -> str:
    before, after = (_german(facts.get(name, ""), None) for name in ("before", "after"))
    if "before" in facts and "after" in facts:
        return f"Der Einsatz davor ist am {before}, der danach am {after}."
    if "before" in facts:
        return f"Der Einsatz davor ist am {before}."
    return f"Der Einsatz danach ist am {after}."


def _german(iso: str, otherwise: date | None) -> str:
    day = date.fromisoformat(iso) if iso else otherwise
    return f"{day:%d.%m.%Y}" if day else "unbekannt"
