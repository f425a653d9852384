"""What a report can speak about, and which words of a question point there."""

from collections.abc import Callable
from dataclasses import dataclass

from allmende.portal.register.domain.overview import Overview
from allmende.portal.reports.domain.statements import Statement
from allmende.portal.reports.domain.topics import choosing, plans, running, safeguards


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    title: str
    tell: Callable[[Overview], list[Statement]]
    words: tuple[str, ...]  # beginnings of words in a question, lower case


TOPICS: tuple[Topic, ...] = (
    Topic("states", "Überblick", running.states, ("überblick", "anzahl", "wie viele", "register")),
    Topic(
        "examples",
        "Eingesetzte KI mit Beispielen",
        running.examples,
        ("welche ki", "eingesetzt", "nutzt", "genutzt", "verwendet", "beispiel"),
    ),
    Topic(
        "criteria",
        "Auswahl und Kriterien",
        choosing.criteria,
        ("kriteri", "auswahl", "ausgewählt", "priori", "entschieden", "bereich"),
    ),
    Topic(
        "goals",
        "Ziele und Ergebnisse",
        choosing.goals,
        ("ziel", "nutzen", "erfolg", "ergebnis", "wirkung", "verbesser"),
    ),
    Topic(
        "law",
        "KI-Verordnung und Pflichten",
        safeguards.law,
        ("ki-verordnung", "ai act", "risiko", "einstuf", "pflicht", "recht", "gesetz"),
    ),
    Topic(
        "data",
        "Datenschutz",
        safeguards.data_protection,
        ("datenschutz", "personenbezogen", "dsgvo", "daten"),
    ),
    Topic(
        "security",
        "Informationssicherheit",
        safeguards.security,
        ("sicherheit", "hacker", "server", "cloud", "rechenzentrum"),
    ),
    Topic(
        "ethics",
        "Ethik und menschliche Aufsicht",
        safeguards.ethics,
        ("ethi", "verantwort", "diskriminier", "aufsicht", "fair", "kontroll", "moral"),
    ),
    Topic(
        "staff",
        "Personalrat",
        safeguards.staff_council,
        ("personalrat", "mitbestimmung", "beschäftigte", "mitarbeit"),
    ),
    Topic(
        "training",
        "Schulung",
        safeguards.training,
        ("schulung", "fortbildung", "kompetenz", "qualifi"),
    ),
    Topic("costs", "Kosten", running.costs, ("kosten", "ausgaben", "haushalt", "euro", "teuer")),
    Topic("incidents", "Vorfälle", running.incidents, ("vorfall", "vorfälle", "fehler", "panne")),
    Topic(
        "reuse",
        "Zusammenarbeit mit anderen",
        running.reuse,
        ("zusammenarbeit", "andere kommunen", "nachnutz", "austausch", "veröffentlich"),
    ),
    Topic(
        "plans",
        "Geplante Anwendungen",
        plans.plans,
        ("geplant", "plan", "zukunft", "künftig", "nächst", "vorhaben", "weiter"),
    ),
    Topic("strategy", "Strategie", plans.strategy, ("strategie", "plan", "zukunft", "vision")),
)
TOPIC: dict[str, Topic] = {topic.key: topic for topic in TOPICS}


def proposed(question: str) -> list[str]:
    """Topics that the words of a question point to; the examples where none do."""
    text = f" {' '.join(question.lower().split())}"
    found = [topic.key for topic in TOPICS if any(f" {word}" in text for word in topic.words)]
    return found or ["examples"]


def tell(keys: list[str], overview: Overview) -> list[Statement]:
    """Everything that the topics say, each sentence once."""
    found = {s.key: s for key in keys if key in TOPIC for s in TOPIC[key].tell(overview)}
    return list(found.values())
