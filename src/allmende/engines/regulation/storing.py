"""Assessments as JSON and back, so that a stored one can be compared with a new one."""

import types
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from allmende.engines.regulation.assessment import Assessment, Level
from allmende.engines.regulation.ladders import (
    Automation,
    ImpactAssessment,
    Participation,
    RiskClass,
)

_LEVELS: dict[str, type[StrEnum]] = {
    "risk": RiskClass,
    "impact": ImpactAssessment,
    "automation": Automation,
    "participation": Participation,
}


def to_json(assessment: Assessment) -> dict[str, Any]:
    """Only dictionaries, lists, strings, booleans and None; dates as ISO text."""
    plain: dict[str, Any] = _plain(asdict(assessment))
    return plain


def from_json(stored: Mapping[str, Any]) -> Assessment:
    """Raises ``ValueError`` where the stored form is of another version of the program."""
    try:
        return Assessment(**{name: _field(name, stored[name]) for name in _names(Assessment)})
    except (KeyError, TypeError) as problem:
        raise ValueError(f"Gespeicherte Einstufung nicht lesbar: {problem}") from problem


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case _:
            return value


def _names(kind: Any) -> list[str]:
    return [field.name for field in fields(kind)]


def _field(name: str, value: Any) -> Any:
    if name not in _LEVELS:
        return _typed(get_type_hints(Assessment)[name], value)
    hints = get_type_hints(Level)
    kinds = {inner: hints[inner] for inner in ("why", "clarify")}
    kinds |= dict.fromkeys(("value", "lowest", "highest"), _LEVELS[name])
    return Level(**{inner: _typed(kind, value[inner]) for inner, kind in kinds.items()})


def _typed(kind: Any, value: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        (real,) = (inner for inner in get_args(kind) if inner is not type(None))
        return None if value is None else _typed(real, value)
    if get_origin(kind) is tuple:
        return _typed_tuple(get_args(kind), value)
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hints[name], value[name]) for name in _names(kind)})  # type: ignore[operator]
    return kind(value)


def _typed_tuple(kinds: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_typed(kinds[0], inner) for inner in value)
    return tuple(_typed(kind, inner) for kind, inner in zip(kinds, value, strict=True))
