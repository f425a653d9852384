"""Reading a snapshot: its values in words, and how two of them differ."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import number_format

from allmende.engines.regulation.ladders import LABELS
from allmende.portal.register.domain import record
from allmende.portal.register.domain.record import Section
from allmende.portal.register.enums import State
from allmende.portal.register.models import UseCase

LONG = 80  # longer texts are named in a list of changes, not repeated
Rows = list[tuple[str, str, str]]


def as_use_case(data: Mapping[str, Any]) -> UseCase:
    """The record of a snapshot as an unsaved object; fields that we do not know are left out."""
    kept = {name: data.get("record", {}).get(name) for name in record.FIELDS if name != "office"}
    values = {name: record.field(name).to_python(value) for name, value in kept.items()}
    return UseCase(**{name: value for name, value in values.items() if value is not None})


def sections(data: Mapping[str, Any]) -> list[tuple[Section, Rows]]:
    """What is filled in, section by section: ``(field, label, value in words)``."""
    case = as_use_case(data)
    found = []
    for section in record.SECTIONS:
        rows = [row for row in _rows(case, section, data) if row[2]]
        found.append((section, rows))
    return [(section, rows) for section, rows in found if rows]


def value(data: Mapping[str, Any], name: str) -> str:
    """One field in words."""
    if name == "office":
        return str(data.get("office", ""))
    return record.display(as_use_case(data), name)


def _rows(
    case: UseCase, section: Section, data: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for name in section.fields:
        shown = str(data.get("office", "")) if name == "office" else record.display(case, name)
        yield name, record.label(name), shown


def text_of(data: Mapping[str, Any]) -> str:
    """Everything that a search looks at, beside the title."""
    words = [shown for _, rows in sections(data) for name, _, shown in rows if name != "title"]
    organisation = data.get("organisation", {})
    words += [organisation.get("name", ""), data.get("reference", "")]
    words += [str(goal.get("text", "")) for goal in data.get("goals", [])]
    return "\n".join(words)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What is new, in German sentences; empty where nothing differs."""
    return [*_record_changes(before, after), *_other_changes(before, after)]


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Names of the fields of the record that differ."""
    old, new = before.get("record", {}), after.get("record", {})
    return [name for name in record.FIELDS if _filled(old, name) != _filled(new, name)]


def _filled(values: Mapping[str, Any], name: str) -> Any:
    found = values.get(name)
    return None if found in (None, "", []) else found


def _record_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old, new = as_use_case(before), as_use_case(after)
    for name in changed_fields(before, after):
        yield _sentence(record.label(name), record.display(old, name), record.display(new, name))
    yield from _simple("Fachamt", before.get("office", ""), after.get("office", ""))


def _other_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    yield from _simple("Stand", _state(before), _state(after))
    yield from _simple("Betrieb ausgesetzt", _yes(before), _yes(after))
    if before.get("goals", []) != after.get("goals", []):
        yield "Ziele geändert"
    for key, label in (("risk", "Einstufung"), ("impact", "Folgenabschätzung")):
        yield from _simple(label, _assessed(before, key), _assessed(after, key))
    yield from _simple("Reifegrad", _maturity(before), _maturity(after))
    if _duties(before) != _duties(after):
        yield "Pflichten geändert"
    if before.get("evidence", []) != after.get("evidence", []):
        yield "Nachweise geändert"
    if before.get("signoffs", []) != after.get("signoffs", []):
        yield "Freigaben geändert"
    yield from _simple("Vorfälle", _incidents(before), _incidents(after))


def _simple(label: str, old: str, new: str) -> Iterator[str]:
    if old != new:
        yield _sentence(label, old, new)


def _sentence(label: str, old: str, new: str) -> str:
    if not old:
        return f"{label} ergänzt" if len(new) > LONG else f"{label} ergänzt: {new}"
    if not new:
        return f"{label} entfernt"
    if len(old) > LONG or len(new) > LONG:
        return f"{label} geändert"
    return f"{label}: {old} → {new}"


def _state(data: Mapping[str, Any]) -> str:
    try:
        return str(State(data.get("state", "")).label)
    except ValueError:
        return str(data.get("state", ""))


def _yes(data: Mapping[str, Any]) -> str:
    return "ja" if data.get("suspended") else "nein"


def _assessed(data: Mapping[str, Any], key: str) -> str:
    return risk_words((data.get("assessment") or {}).get(key, ""))


def risk_words(code: str) -> str:
    """A step of one of the ladders in words; the code itself where it is none."""
    return LABELS.get(code, code)


def _maturity(data: Mapping[str, Any]) -> str:
    maturity = data.get("maturity") or {}
    return f"{maturity['level']} – {maturity.get('name', '')}" if "level" in maturity else ""


def _duties(data: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [(duty.get("rule"), duty.get("status")) for duty in data.get("duties", [])]


def _incidents(data: Mapping[str, Any]) -> str:
    counted = data.get("incidents") or {}
    open_ones, resolved = counted.get("open", 0), counted.get("resolved", 0)
    numbers = (number_format(open_ones), number_format(resolved))
    return "{} offen, {} behoben".format(*numbers)


def day(text: str | None) -> date | None:
    """A day of a snapshot; None where there is none or nothing that is one."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
