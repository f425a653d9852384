"""What is true of the tour planner of this very product, as the record of a use case.

Change these texts together with the program; nothing here is a promise of the organisation.
"""

from typing import Any

from allmende.portal.organisations.enums import KokiField, UrbanField
from allmende.portal.register.enums import BuildingBlock, TargetGroup, Tri


def values() -> dict[str, Any]:
    return {
        "title": "Touren der Grünpflege planen",
        "summary": (
            "Aus Orten, Regeln und Kolonnen entsteht ein Plan für vier Wochen: wer fährt an "
            "welchem Tag wohin. Menschen prüfen den Plan, ändern ihn von Hand und geben ihn frei. "
            "Die Kolonnen halten fest, was getan wurde."
        ),
        "problem": (
            "Mähen, Wässern und vorgeschriebene Kontrollen werden mit Listen und Erfahrung "
            "verteilt. Fällt eine Kolonne aus, beginnt die Arbeit von vorn, und Nachweise fehlen."
        ),
        "benefit": (
            "Weniger Fahrzeit, keine vergessene Kontrolle, ein lückenloser Nachweis. Für alles, "
            "was nicht in den Plan passt, steht der Grund da."
        ),
        "target_group": TargetGroup.STAFF,
        "fields_koki": [KokiField.DEVELOPMENT],
        "fields_urban": [UrbanField.ENVIRONMENT],
        "tags": ["Grünpflege", "Touren", "Nachweise"],
        "system_name": "Allmende, Anwendung „Touren“",
        "provider": "Allmende (freie Software, EUPL-1.2), betrieben in dieser Installation",
        "model_name": (
            "Mathematische Optimierung (Ruin and Recreate, PyVRP); kein trainiertes Modell, kein "
            "Sprachmodell"
        ),
        "hosting": "Server dieser Installation; kein Dienst von außen",
        "interfaces": "Seiten für Einsatzleitung und Kolonnen, Kalender, GPX, PDF.",
        "proportionality": (
            "Geplant wird Arbeit an Orten. Positionen von Menschen oder Fahrzeugen werden nie "
            "aufgezeichnet. Ein Nachweis nennt den Ort der Aufgabe, Beginn und Ende und wer ihn "
            "eingetragen hat, weil die Verkehrssicherungspflicht das verlangt."
        ),
        "human_oversight": (
            "Die Einsatzleitung gibt jeden Plan frei, kann jeden Einsatz festhalten, verschieben "
            "und zurücknehmen. Das Programm gibt nichts von selbst frei. Grenzen: Fahrzeiten sind "
            "Schätzungen ohne Verkehrslage, Abbiegeverbote fehlen teils in den Kartendaten."
        ),
        "affected_groups": (
            "Beschäftigte der Kolonnen. Hinweis für den Personalrat: Beginn und Ende von Einsätzen "
            "sind geeignet, Leistung zu zeigen. Die Mitbestimmung richtet sich nach dem Recht des "
            "Landes; Auswertungen nach Personen gibt es in der Anwendung nicht."
        ),
        "objection": "Beschäftigte wenden sich an die Einsatzleitung oder den Personalrat.",
        "risks": (
            "Ein Plan kann an der Wirklichkeit vorbeigehen: gesperrte Wege, längere Arbeit, "
            "falsche Flächen. Gegenmittel: Freigabe durch Menschen, Sperrungen mit Datum, "
            "Änderung von Hand, Gründe für alles, was nicht geplant ist."
        ),
        "data_sources": (
            "Kartendaten von OpenStreetMap (ODbL), die Verzeichnisse der Organisation (Bäume, "
            "Spielplätze, Grünflächen) und Regeln, die Menschen eintragen."
        ),
        "personal_data": Tri.YES,
        "personal_data_kinds": (
            "Wer einer Kolonne angehört; wer einen Nachweis eingetragen hat, mit Uhrzeit. Keine "
            "Positionen, keine Gründe von Abwesenheiten."
        ),
        "recipients": "Keine Übermittlung an Dritte.",
        "retention": (
            "Nachweise bleiben, solange die Organisation sie für ihre Haftung braucht; der Name "
            "wird auf Wunsch der Person entfernt, soweit das Recht das zulässt."
        ),
        "building_block": BuildingBlock.TOURS,
    }
