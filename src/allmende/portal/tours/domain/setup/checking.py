"""What each entry must fulfil, whoever writes it. Each refusal says how to mend it."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.setup import networks, wording
from allmende.portal.tours.models import (
    Closure,
    Crew,
    Depot,
    RefillPoint,
    Rule,
    Site,
    TaskType,
    Vehicle,
)

EUROPE = (-12.0, 34.0, 40.0, 72.0)  # west, south, east, north
LONGEST_TASK = 12 * 60  # minutes
YEARS = (2000, 2100)


def check(thing: Any) -> None:
    """Raises ``Refused``."""
    for kind, checks in CHECKS.items():
        if isinstance(thing, kind):
            checks(thing)


def _place(thing: Site | Depot | RefillPoint) -> None:
    west, south, east, north = EUROPE
    if not (west <= thing.lon <= east and south <= thing.lat <= north):
        raise Refused(
            "Dort ist kein Ort in Europa. Schreiben Sie die Länge und die Breite in Grad, zum "
            "Beispiel Länge 8,87 und Breite 48,59, oder ziehen Sie den Punkt auf der Karte."
        )


def _site(site: Site) -> None:
    _place(site)
    if not 0 <= site.square_metres <= 100_000_000:
        raise Refused("Die Fläche ist 0 oder größer, in Quadratmetern.")


def _task(task: TaskType) -> None:
    if task.minutes < 0 or task.minutes_per_100m2 < 0:
        raise Refused("Minuten sind nie negativ. Schreiben Sie 0 oder mehr.")
    if not task.minutes and not task.minutes_per_100m2:
        raise Refused(
            "Die Arbeit dauert so 0 Minuten. Tragen Sie Minuten je Einsatz oder je 100 m² ein."
        )
    if task.minutes > LONGEST_TASK:
        raise Refused("Ein Einsatz dauert höchstens 12 Stunden. Teilen Sie die Arbeit auf.")
    if task.is_statutory and not task.basis.strip():
        raise Refused(
            "Nennen Sie die Grundlage der Vorschrift, zum Beispiel „DIN EN 1176-7“. Sie steht "
            "später auf dem Nachweis."
        )


def _rule(rule: Rule) -> None:
    if bool(rule.site_kind) == bool(rule.site_id):
        raise Refused("Wählen Sie eine Art von Orten oder einen einzelnen Ort, nicht beides.")
    if not 1 <= rule.min_gap <= rule.every_days <= rule.max_gap <= 3660:
        raise Refused(
            f"Die Abstände passen nicht zusammen: frühestens nach {rule.min_gap}, alle "
            f"{rule.every_days}, spätestens nach {rule.max_gap} Tagen. Der mittlere liegt "
            "zwischen den beiden anderen, der kleinste ist mindestens 1."
        )
    _season(rule)
    _hours(rule.opens, rule.closes)
    if not set(rule.weekdays) <= set(range(7)):
        raise Refused("Wählen Sie Wochentage von Montag bis Sonntag.")


def _season(rule: Rule) -> None:
    if bool(rule.season_from) != bool(rule.season_to):
        raise Refused("Eine Saison hat Anfang und Ende. Füllen Sie beide Felder oder keines.")
    for text in (rule.season_from, rule.season_to):
        if text and wording.month_day(text) is None:
            raise Refused(f"„{text}“ ist kein Tag im Jahr. Schreiben Sie Tag und Monat so: 01.04.")


def _hours(opens: time | None, closes: time | None) -> None:
    if opens and closes and closes <= opens:
        raise Refused("Das Ende liegt nicht nach dem Beginn. Prüfen Sie die beiden Uhrzeiten.")


def _crew(crew: Crew) -> None:
    _hours(crew.opens, crew.closes)
    if not crew.weekdays or not set(crew.weekdays) <= set(range(7)):
        raise Refused("Wählen Sie mindestens einen Arbeitstag der Kolonne.")
    if crew.cost_per_hour < 0:
        raise Refused("Kosten sind nie negativ. Schreiben Sie 0, wenn Sie sie nicht kennen.")


def _vehicle(vehicle: Vehicle) -> None:
    if vehicle.cost_per_km < 0:
        raise Refused("Kosten sind nie negativ. Schreiben Sie 0, wenn Sie sie nicht kennen.")


def _refill(refill: RefillPoint) -> None:
    _place(refill)
    _hours(refill.opens, refill.closes)


def _closure(closure: Closure) -> None:
    if not closure.street.strip() and not closure.line:
        raise Refused("Nennen Sie die Straße oder zeichnen Sie eine Linie: Was ist gesperrt?")
    span(closure.starts_on, closure.ends_on)
    if sentence := networks.misses(closure):
        raise Refused(sentence)


def span(first: date, last: date | None) -> None:
    """Of days; raises ``Refused``."""
    if last is not None and last < first:
        raise Refused("Der letzte Tag liegt vor dem ersten. Prüfen Sie die beiden Tage.")
    if not all(YEARS[0] <= day.year <= YEARS[1] for day in (first, last or first)):
        raise Refused(f"Wählen Sie ein Jahr zwischen {YEARS[0]} und {YEARS[1]}.")


CHECKS: Mapping[type, Callable[[Any], None]] = {
    Site: _site,
    TaskType: _task,
    Rule: _rule,
    Crew: _crew,
    Vehicle: _vehicle,
    Depot: _place,
    RefillPoint: _refill,
    Closure: _closure,
}
