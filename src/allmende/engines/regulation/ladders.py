"""Ordered results. A rung is reached where its fact holds; doubt about a higher one is doubt."""

from dataclasses import dataclass
from enum import StrEnum


class RiskClass(StrEnum):
    """Classes of the AI Act from lowest to highest; ``REVIEW`` stands for no class yet."""

    NO_AI = "kein_ki_system"
    MINIMAL = "minimal"
    LIMITED = "begrenzt"
    EXEMPT = "ausnahme_6_3"
    HIGH = "hochrisiko"
    PROHIBITED = "verboten"
    REVIEW = "pruefung_noetig"


class ImpactAssessment(StrEnum):
    """Whether Art. 35 GDPR asks for a Datenschutz-Folgenabschätzung."""

    NOT_NEEDED = "nicht_erforderlich"
    WEIGH = "abwaegen"
    USUALLY = "in_der_regel"
    NEEDED = "erforderlich"
    REVIEW = "pruefung_noetig"


class Automation(StrEnum):
    """Whether decisions without a human are lawful."""

    NONE = "keine_automatik"
    ALLOWED = "mit_auflagen"
    UNLAWFUL = "unzulaessig"
    REVIEW = "pruefung_noetig"


class Participation(StrEnum):
    """How the staff council takes part."""

    NONE = "keine_beteiligung"
    INFORMED = "informieren"
    AGREED = "mitbestimmung"
    REVIEW = "pruefung_noetig"


type AnyLevel = RiskClass | ImpactAssessment | Automation | Participation

_REVIEW = "Prüfung nötig"
LABELS: dict[str, str] = {
    RiskClass.NO_AI: "kein KI-System",
    RiskClass.MINIMAL: "minimales Risiko",
    RiskClass.LIMITED: "begrenztes Risiko (Transparenz)",
    RiskClass.EXEMPT: "Ausnahme nach Art. 6 Abs. 3",
    RiskClass.HIGH: "Hochrisiko",
    RiskClass.PROHIBITED: "verboten",
    RiskClass.REVIEW: _REVIEW,  # the same word on every ladder
    ImpactAssessment.NOT_NEEDED: "DSFA nicht erforderlich",
    ImpactAssessment.WEIGH: "DSFA abwägen und Ergebnis begründen",
    ImpactAssessment.USUALLY: "DSFA in der Regel erforderlich",
    ImpactAssessment.NEEDED: "DSFA erforderlich",
    Automation.NONE: "keine vollautomatische Entscheidung",
    Automation.ALLOWED: "vollautomatisch, nur mit Auflagen zulässig",
    Automation.UNLAWFUL: "vollautomatisch, so nicht zulässig",
    Participation.NONE: "keine Beteiligung erkennbar",
    Participation.INFORMED: "Personalrat unterrichten",
    Participation.AGREED: "Mitbestimmung des Personalrats",
}


def label(level: AnyLevel) -> str:
    return LABELS[level]


@dataclass(frozen=True, slots=True)
class Ladder[Level: StrEnum]:
    """``steps`` from highest to lowest, each with the fact that reaches it; else ``lowest``."""

    steps: tuple[tuple[Level, str], ...]
    lowest: Level
    review: Level


RISK = Ladder(
    steps=(
        (RiskClass.PROHIBITED, "klasse_verboten"),
        (RiskClass.HIGH, "klasse_hochrisiko"),
        (RiskClass.EXEMPT, "klasse_ausnahme"),
        (RiskClass.LIMITED, "klasse_begrenzt"),
        (RiskClass.MINIMAL, "klasse_minimal"),
    ),
    lowest=RiskClass.NO_AI,
    review=RiskClass.REVIEW,
)
IMPACT = Ladder(
    steps=(
        (ImpactAssessment.NEEDED, "dsfa_erforderlich"),
        (ImpactAssessment.USUALLY, "dsfa_in_der_regel"),
        (ImpactAssessment.WEIGH, "dsfa_abwaegen"),
    ),
    lowest=ImpactAssessment.NOT_NEEDED,
    review=ImpactAssessment.REVIEW,
)
AUTOMATION = Ladder(
    steps=(
        (Automation.UNLAWFUL, "automatik_unzulaessig"),
        (Automation.ALLOWED, "automatik"),
    ),
    lowest=Automation.NONE,
    review=Automation.REVIEW,
)
PARTICIPATION = Ladder(
    steps=(
        (Participation.REVIEW, "beteiligung_offen"),
        (Participation.AGREED, "mitbestimmung"),
        (Participation.INFORMED, "unterrichtung"),
    ),
    lowest=Participation.NONE,
    review=Participation.REVIEW,
)
type AnyLadder = (
    Ladder[RiskClass] | Ladder[ImpactAssessment] | Ladder[Automation] | Ladder[Participation]
)
LADDERS: tuple[AnyLadder, ...] = (RISK, IMPACT, AUTOMATION, PARTICIPATION)
