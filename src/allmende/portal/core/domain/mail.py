"""The queue of outgoing mail: nothing is lost where the mail server is down."""

import base64
from collections.abc import Iterable, Mapping
from email.utils import make_msgid

from django.conf import settings

from allmende.portal.core.models import OutgoingMail

type File = tuple[str, str, bytes]  # name, mime, content


def queue(
    *,
    to: str,
    subject: str,
    text: str,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
    attachments: Iterable[File] = (),
) -> OutgoingMail | None:
    """Put one message to one address into the queue, inside the caller's transaction.

    The same ``key`` is queued only once, ever: None is returned for the second.
    """
    if key and OutgoingMail.objects.filter(key=key).exists():
        return None
    return OutgoingMail.objects.create(
        key=key,
        message_id=make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]),
        to=to,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(subject.split())[:300],
        text=text,
        headers=dict(headers or {}),
        attachments=[
            {"name": name, "mime": mime, "base64": base64.b64encode(content).decode("ascii")}
            for name, mime, content in attachments
        ],
    )
