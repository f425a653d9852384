"""The result of an evaluation."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.ladders import (
    Automation,
    ImpactAssessment,
    Participation,
    RiskClass,
)
from allmende.engines.regulation.rules import Role, Status


class Due(StrEnum):
    """Whether a duty applies on the day of the assessment; ``DISPUTED``: the law is unclear."""

    DUE = "gilt"
    UPCOMING = "gilt_noch_nicht"
    DISPUTED = "strittig"


class Holder(StrEnum):
    """Who has the duty, seen from the organisation that answers."""

    OWN = "eigene"
    SUPPLIER = "lieferant"
    UNCLEAR = "zu_klaeren"


WORDS: dict[str, str] = {
    Due.DUE: "gilt",
    Due.UPCOMING: "gilt noch nicht",
    Due.DISPUTED: "strittig",
    Holder.OWN: "eigene Pflicht",
    Holder.SUPPLIER: "Pflicht des Anbieters",
    Holder.UNCLEAR: "Zuständigkeit zu klären",
    Status.BINDING: "geltendes Recht",
    Status.DRAFT: "Entwurf",
    Status.SECONDARY: "nicht am Original geprüft",
    Role.PROVIDER: "Anbieter",
    Role.DEPLOYER: "Betreiber",
    Role.BOTH: "alle",
}


@dataclass(frozen=True, slots=True)
class Why:
    sentence: str
    answers: tuple[tuple[str, Answer], ...]  # question id and the answer that counted


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    title: str
    text: str
    norm: str
    status: Status
    source_url: str
    verified_on: date
    applies_from: date | None  # None: in force, but the date was not checked
    certain: bool  # False: an unclear answer decides
    note: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class Duty:
    rule: str
    title: str
    text: str
    norm: str
    role: Role
    holder: Holder
    applies_from: date | None  # None: in force, but the date was not checked
    applied_before: date | None
    due: Due
    status: Status
    source_url: str
    verified_on: date
    certain: bool
    note: str | None
    open_question: str | None
    open_until: date | None  # until then it is disputed whether the duty applies
    why: Why

    def due_on(self, day: date) -> Due:
        """The same duty seen on another day."""
        if self.applies_from and day < self.applies_from:
            return Due.UPCOMING
        return Due.DISPUTED if self.open_until and day < self.open_until else Due.DUE


@dataclass(frozen=True, slots=True)
class Level[L: StrEnum]:
    """``value`` is the review level where ``lowest`` and ``highest`` possible ones differ."""

    value: L
    lowest: L
    highest: L
    why: Why
    clarify: tuple[str, ...]  # questions whose unclear answers keep the level open


@dataclass(frozen=True, slots=True)
class Assessment:
    rules: str  # the version of the rule set
    on: date
    state: str | None
    risk: Level[RiskClass]
    roles: tuple[Role, ...]
    possible_roles: tuple[Role, ...]  # unclear ones
    impact: Level[ImpactAssessment]
    automation: Level[Automation]
    participation: Level[Participation]
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    clarify: tuple[str, ...]  # every open question of consequence, in the order of asking
    ignored: tuple[str, ...]  # answers to questions that this rule set does not have

    def seen_on(self, day: date) -> "Assessment":
        """The same result, with duties that have become due by that day."""
        duties = tuple(replace(duty, due=duty.due_on(day)) for duty in self.duties)
        return replace(self, on=day, duties=duties)
