"""Takes messages out of the queue and gives them to the mail server. Several may run at once.

A message belongs to whoever has claimed it; a claim that is older than a quarter of an hour is
that of a dead process. A process that dies between the server's yes and our note of it sends
the message a second time, under the same Message-ID, so that mailboxes can tell.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.core.mail import mailers
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain.letters import letter
from allmende.portal.core.domain.refusals import Trouble, trouble_of, words
from allmende.portal.core.enums import MailState
from allmende.portal.core.models import OutgoingMail

logger = logging.getLogger("allmende.mail")
BATCH = 20
MOST = 2000  # of one task; the next round of the worker goes on
ABANDONED = timedelta(minutes=15)
PAUSES = [*(timedelta(minutes=m) for m in (1, 5, 15, 60)), timedelta(hours=3)]
MOST_ATTEMPTS = len(PAUSES) + 39  # five days, as mail servers have it
KEPT = timedelta(days=30)
GIVEN_UP = "Seit fünf Tagen nicht zustellbar. Zuletzt: "


def deliver_all() -> int:
    """Until nothing is due or the server is away; returns how many were taken up."""
    total = 0
    while total < MOST:
        count, server_answers = _deliver(BATCH)
        total += count
        if not count or not server_answers:
            break
    return total


def deliver(limit: int = 100) -> int:
    """One look into the queue; returns how many messages were taken up."""
    return _deliver(limit)[0]


def forget_sent() -> int:
    """Delete what was sent a month ago. Run daily."""
    before = timezone.now() - KEPT
    return OutgoingMail.objects.filter(state=MailState.SENT, sent_at__lt=before).delete()[0]


def _deliver(limit: int) -> tuple[int, bool]:
    messages = _claim(limit) if _due().exists() else []  # without waiting for a lock in vain
    if not messages:
        return 0, True
    mailer = mailers["transport"]
    trouble: Trouble | None = None
    try:
        for message in messages:
            if trouble and trouble.server:
                _release(message)
            elif _is_still_ours(message):
                trouble = _attempt(mailer, message)
                _note(message, trouble)
    finally:
        _close(mailer)
    return len(messages), not (trouble and trouble.server)


def _due() -> QuerySet[OutgoingMail]:
    now = timezone.now()
    waiting = Q(state=MailState.WAITING, next_at__lte=now)
    abandoned = Q(state=MailState.SENDING, claimed_at__lt=now - ABANDONED)
    return OutgoingMail.objects.filter(waiting | abandoned)


@transaction.atomic  # on SQLite the transaction alone keeps others out: it begins by writing
def _claim(limit: int) -> list[OutgoingMail]:
    now = timezone.now()
    rows = _due().order_by("next_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    claimed = list(rows[:limit])
    OutgoingMail.objects.filter(pk__in=[one.pk for one in claimed]).update(
        state=MailState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    for one in claimed:
        one.claimed_at = now
        one.attempts += 1
    return claimed


def _is_still_ours(message: OutgoingMail) -> bool:
    """Renews the claim, so that it is fresh however long the messages before it took."""
    now = timezone.now()
    held = _held(message).update(claimed_at=now)
    message.claimed_at = now
    return bool(held)


def _attempt(mailer: Any, message: OutgoingMail) -> Trouble | None:
    try:
        mailer.open()
    except OSError as error:  # SMTPException is one, too
        return Trouble(words(error), server=True)
    try:
        mailer.send_messages([letter(message)])
    except Exception as error:  # one bad message must not stop all others
        if not isinstance(error, SMTPRecipientsRefused | SMTPDataError):
            _close(mailer)  # its dialogue is broken off in the middle
        return trouble_of(error)
    return None


def _note(message: OutgoingMail, trouble: Trouble | None) -> None:
    now = timezone.now()
    if trouble is None:
        _held(message).update(
            state=MailState.SENT, sent_at=now, trouble="", text="", html="", attachments=[]
        )
        return
    given_up = message.attempts >= MOST_ATTEMPTS
    sentence = trouble.sentence if trouble.final or not given_up else GIVEN_UP + trouble.sentence
    _held(message).update(
        state=MailState.FAILED if trouble.final or given_up else MailState.WAITING,
        trouble=sentence[:300],
        next_at=now + _pause(message.attempts),
    )
    logger.warning("Message %s was not taken, final: %s", message.pk, trouble.final or given_up)


def _release(message: OutgoingMail) -> None:
    """Not tried at all: it keeps its turn."""
    _held(message).update(state=MailState.WAITING, attempts=F("attempts") - 1)


def _held(message: OutgoingMail) -> Any:
    return OutgoingMail.objects.filter(
        pk=message.pk, state=MailState.SENDING, claimed_at=message.claimed_at
    )


def _pause(attempts: int) -> timedelta:
    return PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]


def _close(mailer: Any) -> None:
    with suppress(OSError):  # it was away already
        mailer.close()
