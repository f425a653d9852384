"""The details of an audit entry in the words of the pages."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.enums import Role

INTERNAL = {"user", "office", "groups", "Nummern", "Einlesen"}  # numbers that only undoing needs


def in_words(entry: AuditEntry) -> list[str]:
    """Changes as „alt → neu“, everything else as it is; what is empty is left out."""
    return list(_sentences(entry))


def _sentences(entry: AuditEntry) -> Iterator[str]:
    for key, value in entry.details.items():
        if key in INTERNAL or value in ("", [], None):
            continue
        if key == "roles":
            yield f"Rollen: {_roles(value)}"
        elif isinstance(value, list) and len(value) == 2:
            yield f"{_field(entry, key)}: {_shown(value[0])} → {_shown(value[1])}"
        else:
            yield f"{_field(entry, key)}: {_shown(value)}"


def _roles(names: Iterable[str]) -> str:
    return ", ".join(str(Role(name).label) for name in names)


def _field(entry: AuditEntry, key: str) -> str:
    """The field's name in German where the model knows it."""
    try:
        field = apps.get_model(entry.object_type)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return key
    return str(getattr(field, "verbose_name", key))


def _shown(value: Any) -> str:
    return "–" if value in ("", "None", None, "[]") else str(value)
