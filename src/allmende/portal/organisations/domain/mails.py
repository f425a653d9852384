"""The mail that carries an invitation."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

from allmende.portal.organisations.domain.invitations import Issued

logger = logging.getLogger("allmende.mail")


def send_invitation(issued: Issued, *, link: str) -> bool:
    """False where the mail server did not take the message; the invitation stays open then."""
    invitation = issued.invitation
    with override("de"):
        text = render_to_string(
            "organisations/mail/invitation.txt", {"invitation": invitation, "link": link}
        )
    subject = f"Einladung: {invitation.organisation} in Allmende"
    try:
        send_mail(subject, text, None, [invitation.email])
    except (OSError, SMTPException):
        logger.exception("invitation mail failed")
        return False
    return True
