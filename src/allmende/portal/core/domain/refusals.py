"""What a mail server's no means: try again later, or never."""

from dataclasses import dataclass
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

OF_RECIPIENT = "Der Mailserver lehnt die Adresse ab: "
OF_MESSAGE = "Der Mailserver lehnt die Nachricht ab: "
UNREADABLE = "Die Adresse oder eine Kopfzeile ist ungültig: "


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a message was not taken. ``server``: others would fare no better now."""

    sentence: str
    final: bool = False
    server: bool = False


def trouble_of(error: Exception) -> Trouble:
    """A server that says 5xx about this recipient or message will not change its mind. All else
    may pass: the server is away or busy, or somebody mends its settings.
    """
    match error:
        case SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return Trouble(OF_RECIPIENT + _said(code, text), final=code >= 500)
        case SMTPDataError(smtp_code=code, smtp_error=text):
            return Trouble(OF_MESSAGE + _said(code, text), final=code >= 500)
        case SMTPException():
            return Trouble(words(error))
        case OSError():
            return Trouble(words(error), server=True)
    return Trouble(UNREADABLE + type(error).__name__, final=True)


def words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _said(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
