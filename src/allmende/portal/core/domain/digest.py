"""The digest: what is new since the last one, in one mail.

Each person has a window [last_digest_until, until). It is moved on in the transaction that
queues the mail, so the work may be killed at any moment and run again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from allmende.portal.core.domain import mail, mail_settings, notifications, things
from allmende.portal.core.domain.addresses import absolute
from allmende.portal.core.domain.at_once import address_of, visible
from allmende.portal.core.domain.mail_settings import Sort
from allmende.portal.core.enums import DigestRhythm
from allmende.portal.core.models import MailSettings, Notification, OutgoingMail

BATCH = 500
HOUR = time(7)
SETTLE = timedelta(minutes=2)  # what was being written at seven has been written by then
FIRST = timedelta(days=7)  # how far the first digest of a person looks back
SHOWN = 50
OTHERS = "Weiteres"


@dataclass(slots=True)
class Reader:
    """One person and the window of the digest that is due."""

    user: Any
    rhythm: DigestRhythm
    since: datetime
    until: datetime
    news: list[Notification] = field(default_factory=list)


def run(now: datetime | None = None, *, batch: int = BATCH) -> int:
    """Queue every digest that is due; returns how many."""
    ends = {rhythm: window_end(rhythm, now or timezone.now()) for rhythm in _RHYTHMS}
    total, last = 0, 0
    # Asked outside the transaction: one that writes keeps others waiting.
    while _due(ends, last).exists():
        readers, count = _batch(ends, last, batch)
        total += count
        if not readers:  # another worker is at them
            break
        last = readers[-1].user.pk
    return total


def window_end(rhythm: DigestRhythm, now: datetime) -> datetime:
    """The latest Monday, or day, at seven o'clock as the clocks in the town say."""
    zone = timezone.get_default_timezone()
    local = (now - SETTLE).astimezone(zone)
    day = local.date() if local.time() >= HOUR else local.date() - timedelta(days=1)
    if rhythm == DigestRhythm.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, HOUR, tzinfo=zone)


@transaction.atomic
def _batch(ends: dict[DigestRhythm, datetime], after: int, size: int) -> tuple[list[Reader], int]:
    """One batch of people: the number of queries does not depend on its size."""
    people = (
        _due(ends, after)
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("mail_settings")
        .order_by("pk")[:size]
    )
    readers = [_reader(user, ends) for user in people]
    if not readers:
        return [], 0
    _collect(readers)
    told = [reader for reader in readers if reader.news]
    if told:
        mail.queue_many([_letter(reader) for reader in told])
        notifications.mark_mailed(row.pk for reader in told for row in reader.news)
    _move_on(readers)
    return readers, len(told)


_RHYTHMS = (DigestRhythm.WEEKLY, DigestRhythm.DAILY)


def _due(ends: dict[DigestRhythm, datetime], after: int) -> QuerySet[Any]:
    due = Q(mail_settings=None)  # without a row the defaults hold
    for rhythm, end in ends.items():
        last = Q(mail_settings__last_digest_until=None) | Q(
            mail_settings__last_digest_until__lt=end
        )
        due |= Q(mail_settings__digest=rhythm) & last
    return get_user_model().objects.filter(due, is_active=True, pk__gt=after)


def _reader(user: Any, ends: dict[DigestRhythm, datetime]) -> Reader:
    settings: MailSettings = getattr(user, "mail_settings", None) or MailSettings()
    rhythm = DigestRhythm(settings.digest)
    until = ends[rhythm]
    return Reader(user, rhythm, settings.last_digest_until or until - FIRST, until)


def _collect(readers: list[Reader]) -> None:
    by_user = {reader.user.pk: reader for reader in readers}
    rows = (
        notifications.to_be_mailed()
        .filter(
            recipient__in=list(by_user),
            created_at__gte=min(reader.since for reader in readers),
            created_at__lt=max(reader.until for reader in readers),
        )
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("organisation")
        .order_by("recipient", "created_at", "pk")
    )
    windows = {pk: (reader.since, reader.until) for pk, reader in by_user.items()}
    inside = [row for row in rows if _within(row.created_at, windows[row.recipient_id])]
    for row in visible(inside):
        by_user[row.recipient_id].news.append(row)


def _within(moment: datetime, window: tuple[datetime, datetime]) -> bool:
    return window[0] <= moment < window[1]


def _move_on(readers: Iterable[Reader]) -> None:
    MailSettings.objects.bulk_create(
        [MailSettings(user=reader.user, last_digest_until=reader.until) for reader in readers],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["last_digest_until"],
    )


def _letter(reader: Reader) -> OutgoingMail:
    unsubscribe = mail_settings.link(reader.user.pk, Sort.DIGEST)
    context = {
        "reader": reader,
        "sections": _sections(reader.news[:SHOWN]),
        "more": max(len(reader.news) - SHOWN, 0),
        "all": absolute(reverse("notifications")),
        "unsubscribe": unsubscribe,
        "settings": absolute(reverse("mail-settings")),
    }
    count = len(reader.news)
    span = "Ihr Tag" if reader.rhythm == DigestRhythm.DAILY else "Ihre Woche"
    word = "Neuigkeit" if count == 1 else "Neuigkeiten"
    return mail.draft(
        to=reader.user.email,
        subject=f"{span} in Allmende: {count} {word}",
        text=render_to_string("core/mail/digest.txt", context),
        key=f"digest:{reader.user.pk}:{reader.until.isoformat()}",
        headers=mail_settings.headers(unsubscribe),
    )


def _sections(rows: Iterable[Notification]) -> list[tuple[str, list[tuple[Notification, str]]]]:
    """By kind, in it by organisation, in it by time; what has no kind comes last."""
    grouped: dict[str, list[Notification]] = {}
    for row in rows:
        kind = things.kind(row.kind)
        grouped.setdefault(kind.words if kind else OTHERS, []).append(row)
    return [
        (words, [(row, address_of(row)) for row in sorted(grouped[words], key=_place)])
        for words in sorted(grouped, key=lambda words: (words == OTHERS, words))
    ]


def _place(row: Notification) -> tuple[str, datetime]:
    return str(row.organisation or ""), row.created_at
