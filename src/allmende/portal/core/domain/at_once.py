"""Mentions and assignments by mail, as soon as they are there.

What cannot be sent within a day (nobody works, or it may not be seen) is left to the digest.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from allmende.portal.core.domain import mail, mail_settings, notifications, things
from allmende.portal.core.domain.addresses import absolute
from allmende.portal.core.domain.mail_settings import Sort
from allmende.portal.core.enums import Reason
from allmende.portal.core.models import Notification, OutgoingMail

BATCH = 500
FRESH = timedelta(days=1)
WHY = {
    Reason.MENTIONED: "weil jemand Sie in Allmende erwähnt hat",
    Reason.ASSIGNED: "weil in Allmende etwas auf Sie wartet",
}


def run() -> int:
    """Queue what is new; returns how many. Quick where there is nothing, safe to run twice."""
    total, last = 0, 0
    # Asked outside the transaction: one that writes keeps others waiting.
    while _wanted(last).exists():
        rows, count = _batch(last)
        total += count
        if not rows:  # another worker is at them
            break
        last = rows[-1].pk
    return total


def visible(rows: Sequence[Notification]) -> list[Notification]:
    """Those that their recipients may see right now, with a fixed number of queries."""
    about = [row for row in rows if row.kind]
    people = {row.recipient_id for row in about}
    seen = things.seen_by(people, [(row.kind, row.key) for row in about])
    return [row for row in rows if not row.kind or seen(row.recipient_id, row.kind, row.key)]


def address_of(notification: Notification) -> str:
    """Whoever opens it has read it."""
    return absolute(reverse("notification", args=[notification.pk]))


@transaction.atomic
def _batch(after: int) -> tuple[list[Notification], int]:
    rows = list(
        _wanted(after)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("recipient")
        .order_by("pk")[:BATCH]
    )
    told = visible(rows)
    if told:
        mail.queue_many([_letter(row) for row in told])
        notifications.mark_mailed(row.pk for row in told)
    return rows, len(told)


def _wanted(after: int) -> QuerySet[Notification]:
    return notifications.to_be_mailed().filter(
        Q(recipient__mail_settings=None) | Q(recipient__mail_settings__at_once=True),
        pk__gt=after,
        reason__in=notifications.AT_ONCE,
        recipient__is_active=True,
        created_at__gte=timezone.now() - FRESH,
    )


def _letter(row: Notification) -> OutgoingMail:
    unsubscribe = mail_settings.link(row.recipient_id, Sort.AT_ONCE)
    context = {
        "notification": row,
        "address": address_of(row),
        "why": WHY[Reason(row.reason)],
        "unsubscribe": unsubscribe,
        "settings": absolute(reverse("mail-settings")),
    }
    return mail.draft(
        to=row.recipient.email,
        subject=row.text,
        text=render_to_string("core/mail/notification.txt", context),
        key=f"notification:{row.pk}",
        headers=mail_settings.headers(unsubscribe),
    )
