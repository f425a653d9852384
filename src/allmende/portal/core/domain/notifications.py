"""Few, useful notifications in the header of every page."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from allmende.portal.core.enums import Reason
from allmende.portal.core.models import Notification


def notify(
    recipient: Any,
    *,
    text: str,
    url: str,
    reason: Reason,
    organisation_id: int | None = None,
    about: tuple[str, str] = ("", ""),
) -> Notification:
    """``about``: kind and key of the thing, see ``things``; its audience decides about mails."""
    return Notification.objects.create(
        recipient=recipient,
        text=text[:300],
        url=url,
        reason=reason,
        organisation_id=organisation_id,
        kind=about[0],
        key=about[1],
    )


def unread(user: Any) -> QuerySet[Notification]:
    return Notification.objects.filter(recipient=user, read_at=None)


def mark_read(user: Any) -> int:
    return unread(user).update(read_at=timezone.now())
