"""From a row of the queue to a message as mail servers take it, and back from Django's."""

import base64
from collections.abc import Iterator
from email.message import MIMEPart
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils.timezone import localtime

from allmende.portal.core.domain.mail import File
from allmende.portal.core.models import OutgoingMail


def letter(row: OutgoingMail) -> EmailMultiAlternatives:
    headers = dict(row.headers)
    reply_to = headers.pop("Reply-To", "")
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        from_email=row.sender,
        to=[row.to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            **headers,
            "Message-ID": row.message_id,
            "Date": format_datetime(localtime(row.created_at)),
        },
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    for file in row.attachments:
        message.attach(file["name"], base64.b64decode(file["base64"]), file["mime"])
    return message


def parts_of(message: EmailMessage) -> dict[str, Any]:
    """What ``mail.queue`` needs beside the recipient."""
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    if message.from_email != settings.DEFAULT_FROM_EMAIL:
        headers.setdefault("From", message.from_email)
    alternatives = getattr(message, "alternatives", [])
    return {
        "subject": str(message.subject),
        "text": str(message.body),
        "headers": headers,
        "html": next((str(one[0]) for one in alternatives if one[1] == "text/html"), ""),
        "attachments": list(_files(message)),
    }


def _files(message: EmailMessage) -> Iterator[File]:
    for attached in message.attachments:
        if isinstance(attached, MIMEPart):
            content = attached.get_payload(decode=True)
            raw = content if isinstance(content, bytes) else b""
            yield attached.get_filename() or "Anhang", attached.get_content_type(), raw
            continue
        name, content, mime = attached
        raw = content if isinstance(content, bytes) else str(content).encode()
        yield str(name or "Anhang"), str(mime or "application/octet-stream"), raw
