"""Mail as files, one for each message: for trying out, and for demonstrations."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage, InvalidMailer
from django.core.mail.backends.base import BaseEmailBackend

ENDING = ".eml"


class EmailBackend(BaseEmailBackend):
    def __init__(self, *, file_path: str = "", **options: Any) -> None:
        super().__init__(**options)
        if not file_path:
            raise InvalidMailer("OPTIONS must define 'file_path'.", alias="transport")
        self.folder = Path(file_path)

    def open(self) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True)
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        for message in email_messages:
            self._write(message)
        return len(email_messages)

    def _write(self, message: EmailMessage) -> None:
        """The name follows from the Message-ID: sent again, it is still one message."""
        content = message.message()
        digest = hashlib.sha256(str(content["Message-ID"]).encode()).hexdigest()[:24]
        half = self.folder / f"{digest}.{os.getpid()}.part"
        half.write_bytes(content.as_bytes())
        half.replace(self.folder / f"{digest}{ENDING}")
