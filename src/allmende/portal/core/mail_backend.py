"""Django's way to send mail ends in the queue, so that whoever sends need not know of it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from allmende.portal.core.domain import mail
from allmende.portal.core.domain.letters import parts_of


class EmailBackend(BaseEmailBackend):
    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row for each address: each is delivered, and fails, for itself."""
        for message in email_messages:
            parts = parts_of(message)
            for address in message.recipients():
                mail.queue(to=address, **parts)
        return len(email_messages)
