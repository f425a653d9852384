"""What a matrix starts with: the tasks that municipalities share most often."""

from typing import Any

from allmende.portal.exchange.enums import Part

LEADS, HELPS, NONE = Part.LEADS.value, Part.HELPS.value, Part.NONE.value


def _task(title: str, town: str, county: str, central: str, note: str = "") -> dict[str, Any]:
    return {"title": title, "town": town, "county": county, "central": central, "note": note}


COMMON: list[dict[str, Any]] = [
    _task("Sensibilisierung der Beschäftigten", LEADS, HELPS, NONE),
    _task("Allgemeine Assistenten einführen", LEADS, HELPS, NONE),
    _task("Register der KI-Anwendungen führen", LEADS, HELPS, NONE),
    _task("Spezialwissen vorhalten", NONE, LEADS, HELPS, "Fachleute, die andere beraten"),
    _task("Eigene Technik entwickeln und betreiben", NONE, LEADS, NONE),
    _task("Vergabe und Rahmenverträge", HELPS, LEADS, HELPS),
    _task("Schulung", HELPS, LEADS, HELPS),
    _task("Rechtsfragen klären", NONE, HELPS, LEADS, "Einmal für alle, mit Prüfung"),
    _task("Muster zum Datenschutz", NONE, HELPS, LEADS),
    _task("Evaluation", HELPS, HELPS, LEADS),
]
