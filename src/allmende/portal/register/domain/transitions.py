"""The one table of transitions, with what each of them asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from allmende.portal.register.domain import needs
from allmende.portal.register.domain.chain import ORDER
from allmende.portal.register.domain.needs import Asks
from allmende.portal.register.enums import RUNNING_STATES, EvidenceSubject, State


class Direction(StrEnum):
    FORWARD = "vor"
    BACK = "zurueck"
    STOP = "ende"
    REOPEN = "wieder"


@dataclass(frozen=True, slots=True)
class Transition:
    start: State
    to: State
    title: str  # a verb, for the button
    direction: Direction
    needs: tuple[Asks, ...] = ()

    @property
    def needs_reason(self) -> bool:
        return self.direction is not Direction.FORWARD


_PRECHECK: tuple[Asks, ...] = (needs.owner, needs.fields("steckbrief", "problem", "benefit"))
_REVIEW: tuple[Asks, ...] = (
    *_PRECHECK,
    needs.fields("steckbrief", "target_group"),
    needs.fields("betrieb", "system_name", "hosting"),
    needs.fields("daten", "data_sources", "personal_data"),
    needs.assessed,
)
_APPROVAL: tuple[Asks, ...] = (
    *_REVIEW[:-1],
    needs.fields(
        "recht",
        "legal_basis",
        "proportionality",
        "human_oversight",
        "affected_groups",
        "risks",
    ),
    needs.fields("daten", "retention", "security_measures"),
    needs.cleared,
    needs.impact,
    needs.proven(EvidenceSubject.SECURITY),
)
_PILOT: tuple[Asks, ...] = (
    *_APPROVAL,
    needs.data_protection,
    needs.baseline,
    needs.no_open_incident,
)
_OPERATION: tuple[Asks, ...] = (
    *_PILOT,
    needs.fields("recht", "objection"),
    needs.proven(EvidenceSubject.TRAINING, EvidenceSubject.PILOT),
    needs.duties_met,
)


def _table() -> Iterator[Transition]:
    forward = [
        (State.PRECHECK, "In die Vorprüfung geben", _PRECHECK),
        (State.REVIEW, "In die Prüfung geben", _REVIEW),
        (State.APPROVAL, "Zur Freigabe geben", _APPROVAL),
        (State.PILOT, "Pilot beginnen", _PILOT),
        (State.OPERATION, "In Betrieb nehmen", _OPERATION),
    ]
    for start, (to, title, asks) in zip(ORDER, forward, strict=False):
        yield Transition(start, to, title, Direction.FORWARD, asks)
    yield Transition(State.REVIEW, State.PRECHECK, "Zurück in die Vorprüfung geben", Direction.BACK)
    yield Transition(State.APPROVAL, State.REVIEW, "Zurück in die Prüfung geben", Direction.BACK)
    for start in ORDER[:4]:
        yield Transition(start, State.DEFERRED, "Zurückstellen", Direction.STOP)
    for start in (*ORDER[:4], State.DEFERRED):
        yield Transition(start, State.REJECTED, "Ablehnen", Direction.STOP)
    for start in RUNNING_STATES:
        yield Transition(start, State.RETIRED, "Außer Betrieb nehmen", Direction.STOP)
    for start in (State.DEFERRED, State.REJECTED, State.RETIRED):
        yield Transition(start, State.PRECHECK, "Wieder aufnehmen", Direction.REOPEN)


TRANSITIONS: tuple[Transition, ...] = tuple(_table())
NEXT: dict[str, State] = dict(pairwise(ORDER))


def find(start: str, to: str) -> Transition | None:
    return next((t for t in TRANSITIONS if t.start == start and t.to == to), None)
