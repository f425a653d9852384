"""Letters about messages: the contact hears of feedback, a citizen gets the answer."""

from django.core.mail import EmailMessage

from allmende.portal.register.models import Message, Publication


def announce(publication: Publication, address: str) -> None:
    """The contact that the entry names; the text itself stays in the portal."""
    mail = EmailMessage(
        subject=f"Rückmeldung zu „{publication.title}“",
        body=(
            f"Zum veröffentlichten Eintrag „{publication.title}“ ist eine Rückmeldung "
            "eingegangen.\n\nSie steht im KI-Register unter „Nachrichten“. Antworten können "
            "die KI-Beauftragten und die verantwortliche Person.\n"
        ),
        to=[address],
    )
    mail.send()


def send(message: Message) -> None:
    said = "\n".join(f"> {line}" for line in message.text.splitlines())
    mail = EmailMessage(
        subject=f"Antwort auf Ihre Rückmeldung zu „{message.entry_title}“",
        body=f"{message.answer}\n\n{message.organisation}\n\nIhre Rückmeldung:\n{said}\n",
        to=[message.contact],
    )
    mail.send()
