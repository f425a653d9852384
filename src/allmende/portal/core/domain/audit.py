"""The audit trail: who changed what, when. Every domain write leaves one entry."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from allmende.portal.core.models import AuditEntry


def record(
    action: str,
    *,
    by: Any,  # Member, User or None for the system itself
    about: Model,
    organisation_id: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry; ``action`` is ``<app>.<past participle>`` such as ``register.published``.

    Never pass contents of questions or passwords in ``details``.
    """
    new = entry(action, by=by, about=about, organisation_id=organisation_id, details=details)
    new.save(force_insert=True)
    return new


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Entries of many people whose changes are one transaction."""
    AuditEntry.objects.bulk_create(entries)


def entry(
    action: str,
    *,
    by: Any,
    about: Model,
    organisation_id: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """What ``record`` writes, unsaved."""
    user = getattr(by, "user", by)
    if organisation_id is None:
        organisation_id = getattr(about, "organisation_id", None) or getattr(
            by, "organisation_id", None
        )
    return AuditEntry(
        organisation_id=organisation_id,
        actor=user if getattr(user, "pk", None) else None,
        actor_label=str(user)[:200] if user else "System",
        action=action,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        object_label=str(about)[:300],
        details=dict(details or {}),
    )


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """Fields that differ, as ``{field: [old, new]}`` in plain text."""
    return {
        key: [str(before.get(key, "")), str(value)]
        for key, value in after.items()
        if before.get(key) != value
    }


def label(action: str) -> str:
    """The action in words, from ``audit_actions`` of the app's configuration."""
    app = action.split(".", maxsplit=1)[0]
    try:
        words: Mapping[str, str] = getattr(apps.get_app_config(app), "audit_actions", {})
    except LookupError:
        return action
    return words.get(action, action)


def history(about: Model) -> QuerySet[AuditEntry]:
    """What happened to one object, the newest first."""
    return AuditEntry.objects.filter(
        object_type=about._meta.label_lower, object_id=str(about.pk)
    ).select_related("actor")
