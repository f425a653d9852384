"""The queue of outgoing mail: nothing is lost where the mail server is down."""

import base64
from collections.abc import Iterable, Mapping
from email.utils import make_msgid

from django.conf import settings
from django.db import IntegrityError, transaction

from allmende.portal.core.domain import commits
from allmende.portal.core.models import OutgoingMail
from allmende.portal.core.tasks import deliver_mail

type File = tuple[str, str, bytes]  # name, mime, content


def queue(
    *,
    to: str,
    subject: str,
    text: str,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
    attachments: Iterable[File] = (),
    html: str = "",
) -> OutgoingMail | None:
    """Put one message to one address into the queue, inside the caller's transaction.

    The same ``key`` is queued only once: None is returned for the second, up to 30 days after
    the first was sent.
    """
    message = draft(to=to, subject=subject, text=text, key=key, headers=headers)
    message.html = html
    message.attachments = [
        {"name": name, "mime": mime, "base64": base64.b64encode(content).decode("ascii")}
        for name, mime, content in attachments
    ]
    if not _saved(message):
        return None
    commits.once(wake)
    return message


def queue_many(messages: Iterable[OutgoingMail]) -> None:
    """Many at once, as ``draft`` makes them; those whose key is there already are left out."""
    OutgoingMail.objects.bulk_create(messages, ignore_conflicts=True)
    commits.once(wake)


def draft(
    *,
    to: str,
    subject: str,
    text: str,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> OutgoingMail:
    """A message that is not in the queue yet."""
    return OutgoingMail(
        key=key,
        message_id=make_msgid(domain=settings.DEFAULT_FROM_EMAIL.strip("<> ").rpartition("@")[2]),
        to=to,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(subject.split())[:300],
        text=text,
        headers=dict(headers or {}),
    )


def wake() -> None:
    """Let a worker look into the queue now, not only at its next round."""
    deliver_mail.enqueue()


def _saved(message: OutgoingMail) -> bool:
    if message.key and OutgoingMail.objects.filter(key=message.key).exists():
        return False
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # somebody else was quicker with the same key
        return False
    return True
