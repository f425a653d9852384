"""What people who want to come in are told by mail. Nothing in the first mail was typed by the
one who asked: the form sends mail to any address, so it must not carry anybody's words.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from allmende.portal.core.domain import mail
from allmende.portal.organisations.models import JoinRequest

SUBJECTS = {
    "prove": "Bestätigen Sie Ihre E-Mail-Adresse",
    "again": "Ihre Anfrage liegt schon vor",
    "accepted": "Sie sind aufgenommen",
    "invited": "Sie sind aufgenommen: Legen Sie Ihren Zugang an",
    "refused": "Über Ihre Anfrage ist entschieden",
    "unanswered": "Ihre Anfrage ist abgelaufen",
}


def send(kind: str, request: JoinRequest, **context: Any) -> None:
    """Queue one of ``SUBJECTS`` to the address of the request."""
    with override("de"):
        text = render_to_string(
            f"organisations/mail/join_{kind}.txt", {"request": request, **context}
        )
    mail.queue(to=request.email, subject=f"Allmende: {SUBJECTS[kind]}", text=text)
