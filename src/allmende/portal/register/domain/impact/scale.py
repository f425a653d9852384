"""Severity times likelihood, each 1 to 4, as three areas; the seven goals of the SDM.

Our own division: a product of up to 2 is low, up to 6 is medium, from 8 on it is high.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from allmende.portal.register.models import Risk

STEPS = (1, 2, 3, 4)
STEP_WORDS = {1: "gering", 2: "begrenzt", 3: "wesentlich", 4: "sehr hoch"}
# Standard-Datenschutzmodell 3.1, part B; not checked against the original text.
GOALS: tuple[tuple[str, str], ...] = (
    ("datenminimierung", "Datenminimierung"),
    ("verfuegbarkeit", "Verfügbarkeit"),
    ("integritaet", "Integrität"),
    ("vertraulichkeit", "Vertraulichkeit"),
    ("nichtverkettung", "Nichtverkettung"),
    ("transparenz", "Transparenz"),
    ("intervenierbarkeit", "Intervenierbarkeit"),
)
GOAL_WORDS = dict(GOALS)


class Area(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


AREA_WORDS = {Area.LOW: "gering", Area.MEDIUM: "mittel", Area.HIGH: "hoch"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the matrix with the risks that lie there, by their numbers."""

    severity: int
    likelihood: int
    area: Area
    numbers: tuple[int, ...]

    @property
    def word(self) -> str:
        return AREA_WORDS[self.area]

    @property
    def names(self) -> str:
        return ", ".join(f"R{number}" for number in self.numbers)


def area(severity: int, likelihood: int) -> Area:
    product = severity * likelihood
    if product <= 2:
        return Area.LOW
    return Area.MEDIUM if product <= 6 else Area.HIGH


def before(risk: Risk) -> Area:
    return area(risk.severity, risk.likelihood)


def after(risk: Risk) -> Area:
    return area(risk.severity_after, risk.likelihood_after)


def matrix(risks: Sequence[Risk], *, with_measures: bool) -> list[list[Field]]:
    """Rows from the highest severity down, columns from the lowest likelihood up."""
    places: dict[tuple[int, int], list[int]] = {}
    for number, risk in enumerate(risks, start=1):
        place = (risk.severity, risk.likelihood)
        if with_measures:
            place = (risk.severity_after, risk.likelihood_after)
        places.setdefault(place, []).append(number)
    return [
        [Field(s, p, area(s, p), tuple(places.get((s, p), ()))) for p in STEPS]
        for s in reversed(STEPS)
    ]
