"""The mail that carries an invitation."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

from allmende.portal.organisations.domain.invitations import Issued
from allmende.portal.organisations.models import Member

logger = logging.getLogger("allmende.mail")


def send_reset_notice(member: Member, *, by: Member) -> bool:
    """Tell a person that the second factor is gone, in case nobody asked for it."""
    text = render_to_string("organisations/mail/second_factor_reset.txt", {"by": by})
    return _send("Zweiter Anmeldeschritt zurückgesetzt", text, member.user.email)


def send_invitation(issued: Issued, *, link: str) -> bool:
    """False where the mail server did not take the message; the invitation stays open then."""
    invitation = issued.invitation
    with override("de"):
        text = render_to_string(
            "organisations/mail/invitation.txt", {"invitation": invitation, "link": link}
        )
    subject = f"Einladung: {invitation.organisation} in Allmende"
    return _send(subject, text, invitation.email)


def _send(subject: str, text: str, to: str) -> bool:
    try:
        send_mail(subject, text, None, [to])
    except (OSError, SMTPException):
        logger.exception("mail failed")
        return False
    return True
