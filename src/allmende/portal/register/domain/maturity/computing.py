"""Facts in, maturity out. Pure."""

from dataclasses import dataclass
from typing import Any

from allmende.portal.register.domain.maturity.facts import Facts
from allmende.portal.register.domain.maturity.gates import (
    AXES,
    GATES,
    HIGHEST,
    LEVELS,
    Requirement,
)

NAMES: dict[int, str] = dict(LEVELS)


@dataclass(frozen=True, slots=True)
class Missing:
    axis: str
    text: str
    page: str  # below the use case's own address


@dataclass(frozen=True, slots=True)
class Next:
    """The level above, and everything that still keeps it away, without doubles."""

    level: int
    name: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Maturity:
    level: int
    axes: dict[str, int]
    next: Next | None  # None at the highest level

    @property
    def name(self) -> str:
        return NAMES[self.level]

    @property
    def blocking(self) -> list[str]:
        """Sentences, the first one names the item to begin with."""
        return [missing.text for missing in self.next.missing] if self.next else []


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder as a page shows it."""

    level: int
    name: str
    reached: bool
    missing: tuple[Missing, ...]


def computed(facts: Facts) -> Maturity:
    """``level`` is the least of the axes; an axis reaches a gate where all below it hold too."""
    axes = {axis: _reached(axis, facts) for axis in GATES}
    level = min(axes.values())
    return Maturity(level=level, axes=axes, next=_next(level + 1, facts))


def ladder(facts: Facts) -> list[Rung]:
    """All levels above the idea, each with what itself still asks for."""
    level = computed(facts).level
    return [
        Rung(number, name, number <= level, _missing_at(number, facts))
        for number, name in LEVELS
        if number
    ]


def as_dict(maturity: Maturity) -> dict[str, Any]:
    """For the published snapshot."""
    return {
        "level": maturity.level,
        "name": maturity.name,
        "axes": dict(maturity.axes),
        "blocking": maturity.blocking,
    }


def _reached(axis: str, facts: Facts) -> int:
    for level in range(1, HIGHEST + 1):
        if not all(requirement.met(facts) for requirement in _asked(axis, level)):
            return level - 1
    return HIGHEST


def _asked(axis: str, level: int) -> tuple[Requirement, ...]:
    return GATES[axis].get(level, ())


def _next(level: int, facts: Facts) -> Next | None:
    if level > HIGHEST:
        return None
    return Next(level, NAMES[level], _missing_at(level, facts))


def _missing_at(level: int, facts: Facts) -> tuple[Missing, ...]:
    """Two axes may ask for the same thing; it is named once."""
    found: dict[str, Missing] = {}
    for axis in AXES:
        for requirement in _asked(axis, level):
            if not requirement.met(facts):
                missing = Missing(axis, requirement.missing, requirement.page)
                found.setdefault(requirement.missing, missing)
    return tuple(found.values())
