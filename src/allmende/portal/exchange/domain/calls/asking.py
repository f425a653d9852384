"""What a call asks for: questions and criteria as checked lists."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from allmende.portal.core.domain.errors import Refused

MOST_QUESTIONS, MOST_CRITERIA = 30, 12
LONGEST_ANSWER = 10_000
POINTS = range(5)
POINT_WORDS = {0: "gar nicht", 1: "wenig", 2: "teilweise", 3: "gut", 4: "sehr gut"}
# Fields of a use case that an answer may become, by the name the register knows.
TARGETS: dict[str, str] = {
    "": "in keine Angabe",
    "summary": "Kurzbeschreibung",
    "problem": "Problem",
    "benefit": "Nutzen und für wen",
    "system_name": "System",
    "provider": "Anbieter",
    "model_name": "Modell und Verfahren",
    "hosting": "Ort des Betriebs",
    "interfaces": "Schnittstellen",
    "legal_basis": "Rechtsgrundlage",
    "human_oversight": "Menschliche Aufsicht",
    "affected_groups": "Betroffene Gruppen",
    "risks": "Risiken und Gegenmaßnahmen",
    "data_sources": "Datenquellen",
    "personal_data_kinds": "Arten personenbezogener Daten",
    "security_measures": "Technische und organisatorische Maßnahmen",
}
DEFAULT_QUESTIONS: list[dict[str, Any]] = [
    {
        "label": "Welches Problem wollen Sie lösen?",
        "help": "Was geht heute nicht gut, und für wen?",
        "required": True,
        "longest": 2000,
        "maps_to": "problem",
    },
    {
        "label": "Wie soll KI dabei helfen?",
        "help": "Zwei bis vier Sätze, die auch Außenstehende verstehen.",
        "required": True,
        "longest": 1000,
        "maps_to": "summary",
    },
    {
        "label": "Was wird besser?",
        "help": "Für Bürgerinnen und Bürger, für Beschäftigte, für die Umwelt.",
        "required": True,
        "longest": 2000,
        "maps_to": "benefit",
    },
    {
        "label": "Welche Daten brauchen Sie?",
        "help": "Was liegt vor, was fehlt? Sind es personenbezogene Daten?",
        "required": False,
        "longest": 2000,
        "maps_to": "data_sources",
    },
]
DEFAULT_CRITERIA: list[dict[str, Any]] = [
    {"label": "Nutzen", "help": "Wie groß ist die Verbesserung, und für wie viele?", "weight": 3},
    {"label": "Machbarkeit", "help": "Gelingt es mit Daten, Geld und Zeit?", "weight": 2},
    {"label": "Übertragbarkeit", "help": "Können andere Kommunen es nachnutzen?", "weight": 2},
]


def questions(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Checked and complete; a row without a key is new."""
    if len(rows) > MOST_QUESTIONS:
        raise Refused(f"Mehr als {MOST_QUESTIONS} Fragen sind zu viel für ein Profil.")
    found = []
    for row in rows:
        longest = int(row.get("longest") or 2000)
        if not 50 <= longest <= LONGEST_ANSWER:
            raise Refused(f"„{row['label']}“: Die Länge liegt zwischen 50 und 10.000 Zeichen.")
        target = str(row.get("maps_to") or "")
        if target not in TARGETS:
            raise Refused(f"„{row['label']}“: Diese Angabe kennt das Register nicht.")
        texts = _texts(row)
        found.append(
            {**texts, "required": bool(row.get("required")), "longest": longest, "maps_to": target}
        )
    targets = [one["maps_to"] for one in found if one["maps_to"]]
    if len(set(targets)) < len(targets):
        raise Refused("Zwei Fragen sollen in dieselbe Angabe. Ändern Sie eine davon.")
    return found


def criteria(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if len(rows) > MOST_CRITERIA:
        raise Refused(f"Mehr als {MOST_CRITERIA} Kriterien bewertet niemand sorgfältig.")
    found = []
    for row in rows:
        weight = int(row.get("weight") or 1)
        if not 1 <= weight <= 10:
            raise Refused(f"„{row['label']}“: Das Gewicht liegt zwischen 1 und 10.")
        found.append({**_texts(row), "weight": weight})
    return found


def missing(asked: Sequence[Mapping[str, Any]], answers: Mapping[str, str]) -> list[str]:
    """What stands between a draft and a submission, a sentence each."""
    found = []
    for question in asked:
        answer = str(answers.get(question["key"], "")).strip()
        if question["required"] and not answer:
            found.append(f"„{question['label']}“ ist noch nicht beantwortet.")
        if len(answer) > question["longest"]:
            over = len(answer) - question["longest"]
            found.append(f"„{question['label']}“ ist um {over} Zeichen zu lang.")
    return found


def _texts(row: Mapping[str, Any]) -> dict[str, Any]:
    label = str(row.get("label") or "").strip()
    if not label:
        raise Refused("Jede Zeile braucht einen Text. Entfernen Sie leere Zeilen.")
    return {
        "key": str(row.get("key") or token_hex(4))[:16],
        "label": label[:200],
        "help": str(row.get("help") or "").strip()[:300],
    }
