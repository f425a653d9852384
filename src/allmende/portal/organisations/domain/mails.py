"""The mail that carries an invitation. It waits in the queue where the mail server is away."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import override

from allmende.portal.organisations.domain.invitations import Issued
from allmende.portal.organisations.models import Member


def send_reset_notice(member: Member, *, by: Member) -> None:
    """Tell a person that the second factor is gone, in case nobody asked for it."""
    text = render_to_string("organisations/mail/second_factor_reset.txt", {"by": by})
    send_mail("Zweiter Anmeldeschritt zurückgesetzt", text, None, [member.user.email])


def send_invitation(issued: Issued, *, link: str) -> None:
    invitation = issued.invitation
    with override("de"):
        text = render_to_string(
            "organisations/mail/invitation.txt", {"invitation": invitation, "link": link}
        )
    subject = f"Einladung: {invitation.organisation} in Allmende"
    send_mail(subject, text, None, [invitation.email])
