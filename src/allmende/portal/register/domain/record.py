"""The record in sections: one description for forms, pages, snapshots, exports and reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Field
from django.utils.formats import date_format, number_format

from allmende.portal.organisations.enums import KokiField, UrbanField
from allmende.portal.register.models import UseCase


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    help: str
    fields: tuple[str, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        "steckbrief",
        "Steckbrief",
        "Worum es geht, in einfachen Worten. Dieser Teil wird als Erstes veröffentlicht.",
        (
            "title",
            "summary",
            "problem",
            "benefit",
            "target_group",
            "fields_koki",
            "fields_urban",
            "tags",
            "office",
            "contact_name",
            "contact_email",
            "service_reference",
            "website",
        ),
    ),
    Section(
        "betrieb",
        "Technik und Betrieb",
        "Welches System läuft wo, seit wann und zu welchen Kosten.",
        (
            "building_block",
            "system_name",
            "provider",
            "model_name",
            "hosting",
            "interfaces",
            "source_code",
            "cost_once",
            "cost_yearly",
            "starts_on",
            "ends_on",
            "user_count",
        ),
    ),
    Section(
        "recht",
        "Zweck und Recht",
        "Worauf sich die Nutzung stützt und wie Menschen die Kontrolle behalten.",
        (
            "legal_basis",
            "proportionality",
            "human_oversight",
            "affected_groups",
            "objection",
            "risks",
        ),
    ),
    Section(
        "daten",
        "Daten",
        "Welche Daten verarbeitet werden und wann sie gelöscht werden.",
        (
            "data_sources",
            "personal_data",
            "personal_data_kinds",
            "special_categories",
            "recipients",
            "retention",
            "security_measures",
        ),
    ),
)
SECTION: dict[str, Section] = {section.key: section for section in SECTIONS}
FIELDS: tuple[str, ...] = tuple(name for section in SECTIONS for name in section.fields)
LISTS: dict[str, dict[str, str]] = {
    "fields_koki": {str(value): str(label) for value, label in KokiField.choices},
    "fields_urban": {str(value): str(label) for value, label in UrbanField.choices},
    "tags": {},
}
NOT_RECORDED = "nicht erfasst"


def field(name: str) -> "Field[Any, Any]":
    found = UseCase._meta.get_field(name)
    assert isinstance(found, Field)  # noqa: S101 -- tells mypy
    return found


def label(name: str) -> str:
    """The German name of a field."""
    return str(field(name).verbose_name)


def display(use_case: UseCase, name: str) -> str:
    """The value in words; empty where nothing is recorded."""
    value = getattr(use_case, name)
    if value in (None, "", []):
        return ""
    if name in LISTS:
        return ", ".join(LISTS[name].get(item, item) for item in value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    named = getattr(use_case, f"get_{name}_display", None)
    return str(named() if named else value)


def rows(use_case: UseCase, section: Section) -> Iterator[tuple[str, str, str]]:
    """``(field, label, value in words)``, the empty ones too."""
    for name in section.fields:
        yield name, label(name), display(use_case, name)


def completeness(use_case: UseCase) -> tuple[int, int]:
    """How many of how many fields are filled in."""
    filled = sum(1 for name in FIELDS if getattr(use_case, name) not in (None, "", []))
    return filled, len(FIELDS)
