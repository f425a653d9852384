"""Reads the mails that lie as files under HOME: the mailbox of the demo."""

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

from allmende.portal.core.domain.mail import File
from allmende.portal.core.mail_files import ENDING

NAME = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class Head:
    key: str
    to: str
    subject: str
    at: datetime  # when it was sent


@dataclass(frozen=True, slots=True)
class Letter:
    head: Head
    sender: str
    reply_to: str
    text: str
    files: list[File]


def heads(*, to: str = "") -> list[Head]:
    """The newest first; ``to`` is a part of the address."""
    found = [_head(path.stem, _parsed(path, heads_only=True), path) for path in _files()]
    wanted = to.strip().casefold()
    return sorted(
        (head for head in found if wanted in head.to.casefold()),
        key=lambda head: (head.at, head.key),
        reverse=True,
    )


def read(key: str) -> Letter | None:
    path = _folder() / f"{key}{ENDING}"
    if not NAME.fullmatch(key) or not path.is_file():
        return None
    message = _parsed(path)
    body = message.get_body(("plain", "html"))
    return Letter(
        head=_head(key, message, path),
        sender=str(message["From"]),
        reply_to=str(message["Reply-To"] or ""),
        text=str(body.get_content()) if body else "",
        files=[_file(part) for part in message.iter_attachments()],
    )


def _folder() -> Path:
    return Path(settings.MAIL_FOLDER)


def _files() -> list[Path]:
    folder = _folder()
    return [path for path in folder.glob(f"*{ENDING}") if NAME.fullmatch(path.stem)]


def _parsed(path: Path, *, heads_only: bool = False) -> EmailMessage:
    content = path.read_bytes()
    if heads_only:
        content = content.partition(b"\n\n")[0] + b"\n\n"
    message = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 -- for the type checker
    return message


def _head(key: str, message: EmailMessage, path: Path) -> Head:
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Head(key, str(message["To"]), str(message["Subject"]), at)


def _file(part: EmailMessage) -> File:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    return part.get_filename() or "Anhang", part.get_content_type(), raw
