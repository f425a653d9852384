"""Few, useful notifications: in the header of every page, and by mail to whoever wants them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import commits
from allmende.portal.core.enums import Reason
from allmende.portal.core.models import Notification
from allmende.portal.core.tasks import mail_news

AT_ONCE = (Reason.MENTIONED, Reason.ASSIGNED)  # all others wait for the digest


def notify(
    recipient: Any,
    *,
    text: str,
    url: str,
    reason: Reason,
    organisation_id: int | None = None,
    about: tuple[str, str] = ("", ""),
) -> Notification:
    """``about``: kind and key of the thing, see ``things``; its audience decides about mails.

    Without it only members of ``organisation_id`` are sent a mail; without both, everybody is.
    """
    notification = Notification.objects.create(
        recipient=recipient,
        text=text[:300],
        url=url,
        reason=reason,
        organisation_id=organisation_id,
        kind=about[0],
        key=about[1],
    )
    if reason in AT_ONCE:
        commits.once(_wake)
    return notification


def unread(user: Any) -> QuerySet[Notification]:
    return Notification.objects.filter(recipient=user, read_at=None)


def of(user: Any) -> QuerySet[Notification]:
    """The newest first."""
    return Notification.objects.filter(recipient=user).select_related("organisation")


def open_one(notification: Notification) -> str:
    """Mark it as read; returns where it leads."""
    unread(notification.recipient_id).filter(pk=notification.pk).update(read_at=timezone.now())
    return notification.url


def mark_read(user: Any) -> int:
    return unread(user).update(read_at=timezone.now())


def to_be_mailed() -> QuerySet[Notification]:
    """Neither read nor mailed. What ``about`` says is checked by ``things.seen_by`` in batches;
    this query knows who has left the organisation that a notification without it is about.
    """
    belongs = get_user_model().objects.filter(
        pk=OuterRef("recipient_id"),
        members__organisation=OuterRef("organisation_id"),
        members__organisation__is_active=True,
    )
    return Notification.objects.filter(
        ~Q(kind="") | Q(organisation=None) | Exists(belongs), read_at=None, mailed_at=None
    )


def mark_mailed(ids: Iterable[int]) -> None:
    """In slices that every database takes in one statement."""
    rest = list(ids)
    while rest:
        now, rest = rest[:10_000], rest[10_000:]
        Notification.objects.filter(pk__in=now).update(mailed_at=timezone.now())


def _wake() -> None:
    mail_news.enqueue()
