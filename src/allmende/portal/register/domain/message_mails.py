"""Letters about messages: the contact hears of feedback, a citizen gets the answer."""

import logging

from django.core.mail import EmailMessage

from allmende.portal.core.domain.errors import Refused
from allmende.portal.register.models import Message, Publication

logger = logging.getLogger("allmende.register")
NOT_SENT = (
    "Die E-Mail konnte nicht verschickt werden. Ihr Text ist als Entwurf gespeichert. Versuchen "
    "Sie es in einigen Minuten erneut. Bleibt es dabei, sagen Sie der Administration Bescheid."
)


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
    try:
        mail.send()
    except OSError as error:  # the notification has arrived already
        logger.warning("Feedback could not be announced by mail: %s", error)


def send(message: Message) -> None:
    said = "\n".join(f"> {line}" for line in message.text.splitlines())
    mail = EmailMessage(
        subject=f"Antwort auf Ihre Rückmeldung zu „{message.entry_title}“",
        body=f"{message.answer}\n\n{message.organisation}\n\nIhre Rückmeldung:\n{said}\n",
        to=[message.contact],
    )
    try:
        mail.send()
    except OSError as error:
        raise Refused(NOT_SENT) from error
