"""The condition language of the rules, parsed once into these classes."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """The question was answered with yes (``expected``) or with no."""

    question: str
    expected: bool


@dataclass(frozen=True, slots=True)
class FactHolds:
    """At least one rule with this result holds."""

    fact: str


@dataclass(frozen=True, slots=True)
class StateIs:
    """The organisation lies in one of these states (``BUND`` for federal bodies)."""

    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Always:
    pass


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    count: int
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


type Atom = AnswerIs | FactHolds | StateIs | Always
type Condition = Atom | AllOf | AnyOf | AtLeast | Not


def atoms(condition: Condition, *, positive: bool = True) -> Iterator[tuple[Atom, bool]]:
    """Every leaf with its sign: False where the leaf stands under an odd number of ``not``."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from atoms(part, positive=positive)
        case Not(part):
            yield from atoms(part, positive=not positive)
        case leaf:
            yield leaf, positive
