"""The selection matrix that every organisation begins with. It may change every line."""

from dataclasses import dataclass

from allmende.portal.register.enums import CriterionKind


@dataclass(frozen=True, slots=True)
class Default:
    key: str
    title: str
    help: str
    kind: CriterionKind
    weight: int


B, E = CriterionKind.BENEFIT, CriterionKind.EFFORT
DEFAULTS: tuple[Default, ...] = (
    Default(
        "citizens",
        "Nutzen für Bürgerinnen und Bürger",
        "Wird etwas schneller, einfacher, verständlicher oder besser erreichbar?",
        B,
        3,
    ),
    Default(
        "staff",
        "Nutzen für Beschäftigte",
        "Fällt wiederkehrende Arbeit weg, wird Arbeit leichter oder sicherer?",
        B,
        2,
    ),
    Default(
        "acceptance",
        "Akzeptanz",
        "Wollen die Menschen, die damit arbeiten oder davon betroffen sind, die Anwendung?",
        B,
        1,
    ),
    Default(
        "reuse",
        "Nachnutzbarkeit",
        "Können andere Ämter oder Gemeinden die Lösung übernehmen, oder gibt es sie dort schon?",
        B,
        1,
    ),
    Default(
        "strategy",
        "Passung zur Strategie",
        "Hilft die Anwendung einem Ziel, das Rat oder Leitung beschlossen haben?",
        B,
        1,
    ),
    Default(
        "cost",
        "Aufwand und Kosten",
        "Geld und Arbeitszeit für Einführung und Betrieb. 4 heißt: sehr hoch.",
        E,
        2,
    ),
    Default(
        "data",
        "Fehlende oder schlechte Daten",
        "Sind die nötigen Daten da, aktuell und nutzbar? 4 heißt: sie fehlen.",
        E,
        1,
    ),
    Default(
        "technology",
        "Technische Unreife",
        "Ist die Technik andernorts im Betrieb bewährt? 4 heißt: noch Forschung.",
        E,
        1,
    ),
    Default(
        "law",
        "Rechtliches Risiko",
        "KI-Verordnung, Fachrecht, Haftung. 4 heißt: vieles ist offen oder streng geregelt.",
        E,
        2,
    ),
    Default(
        "privacy",
        "Risiko für den Datenschutz",
        "Umfang und Art personenbezogener Daten. 4 heißt: viele oder besonders geschützte Daten.",
        E,
        2,
    ),
)
