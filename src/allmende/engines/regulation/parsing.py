"""Conditions from their YAML form.

``{frage: ja}``, ``{frage: nein}``, ``{fact: name}``, ``{state: [BW, BY]}``, ``always``,
``{all: […]}``, ``{any: […]}``, ``{not: …}``, ``{at_least: 2, of: […]}``.
"unklar" cannot be asked for: a rule that fires on it would let doubt pass.
"""

from typing import Any

from allmende.engines.regulation.conditions import (
    AllOf,
    Always,
    AnswerIs,
    AnyOf,
    AtLeast,
    Condition,
    FactHolds,
    Not,
    StateIs,
)
from allmende.engines.regulation.reading import InvalidRules

_EXPECTED = {"ja": True, "nein": False}


def parse(where: str, raw: Any) -> Condition:
    """Raises ``InvalidRules`` with ``where`` in front for anything that is not understood."""
    if raw == "always":
        return Always()
    if not isinstance(raw, dict) or not raw:
        raise InvalidRules(f"{where}: Bedingung nicht verstanden: {raw!r}")
    if set(raw) == {"at_least", "of"}:
        return AtLeast(_count(where, raw["at_least"]), _parts(where, raw["of"]))
    if len(raw) != 1:
        raise InvalidRules(f"{where}: je Bedingung nur eine Angabe, nicht {sorted(raw)}")
    return _single(where, *next(iter(raw.items())))


def _single(where: str, key: str, value: Any) -> Condition:
    match key:
        case "all":
            return AllOf(_parts(where, value))
        case "any":
            return AnyOf(_parts(where, value))
        case "not":
            return Not(parse(where, value))
        case "fact":
            return FactHolds(str(value))
        case "state":
            return StateIs(frozenset([value] if isinstance(value, str) else value))
        case question:
            return AnswerIs(question, _expected(where, question, value))


def _parts(where: str, raw: Any) -> tuple[Condition, ...]:
    if not isinstance(raw, list) or not raw:
        raise InvalidRules(f"{where}: erwartet wird eine Liste von Bedingungen")
    return tuple(parse(where, part) for part in raw)


def _expected(where: str, question: str, value: Any) -> bool:
    if value not in _EXPECTED:
        raise InvalidRules(f"{where}: „{question}: {value}“ – möglich sind ja und nein")
    return _EXPECTED[value]


def _count(where: str, value: Any) -> int:
    if not str(value).isdigit() or int(value) < 1:
        raise InvalidRules(f"{where}: at_least braucht eine Zahl ab 1, nicht {value!r}")
    return int(value)
