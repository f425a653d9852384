"""YAML files as plain strings, lists and mappings; every complaint names file and entry."""

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class InvalidRules(ValueError):
    """The rule files cannot be used; the message names the file and the entry."""


class _Loader(_BASE):  # type: ignore[misc]
    """Everything stays text, so that a wrong date is our sentence; no key counts twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        twice = {str(key) for key in keys if keys.count(key) > 1}
        if twice:
            line = node.start_mark.line + 1
            raise InvalidRules(f"Zeile {line}: doppelt angegeben: {', '.join(sorted(twice))}")
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read(file: Traversable) -> Mapping[str, Any]:
    """Raises ``InvalidRules`` for a file that is no mapping or no YAML."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 -- BaseLoader builds text only
    except (yaml.YAMLError, InvalidRules, OSError, UnicodeDecodeError) as problem:
        raise InvalidRules(f"{file.name}: nicht lesbar ({problem})") from problem
    if not isinstance(content, dict):
        raise InvalidRules(f"{file.name}: erwartet werden benannte Abschnitte")
    return content


def digest(files: Iterable[Traversable]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode())
        total.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def _without_dates(defaults: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with a date of its own takes no part of its date from the defaults."""
    dates = {"applies_from", "applied_before", "dates"}
    return {k: v for k, v in defaults.items() if k not in dates or not dates & set(own)}


class Entry:
    """One question or rule being read. Unknown fields are refused when it is finished."""

    def __init__(self, where: str, fields: Any, defaults: Mapping[str, Any] | None = None) -> None:
        if not isinstance(fields, dict):
            raise InvalidRules(f"{where}: erwartet werden Felder mit Namen")
        self.where = where
        self._fields = {**_without_dates(defaults or {}, fields), **fields}
        self._used: set[str] = set()

    def raw(self, name: str) -> Any:
        self._used.add(name)
        return self._fields.get(name)

    def optional(self, name: str) -> str | None:
        value = self.raw(name)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.problem(f"Feld „{name}“ ist leer oder kein Text")
        return " ".join(value.split())

    def text(self, name: str) -> str:
        value = self.optional(name)
        if value is None:
            raise self.problem(f"Feld „{name}“ fehlt")
        return value

    def optional_date(self, name: str) -> date | None:
        value = self.optional(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            raise self.problem(f"{name}: „{value}“ ist kein Datum (JJJJ-MM-TT)") from None

    def date(self, name: str) -> date:
        value = self.optional_date(name)
        if value is None:
            raise self.problem(f"Feld „{name}“ fehlt")
        return value

    def finish(self) -> None:
        unknown = sorted(set(self._fields) - self._used)
        if unknown:
            raise self.problem(f"unbekanntes Feld: {', '.join(unknown)}")

    def problem(self, sentence: str) -> InvalidRules:
        return InvalidRules(f"{self.where}: {sentence}")
