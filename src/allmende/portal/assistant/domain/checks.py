"""What a text must be before anything is done with it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from allmende.portal.core.domain.errors import Refused

LIMIT = 1000  # characters


def question(text: str) -> str:
    """The question without control characters; raises Refused with a sentence."""
    clean = " ".join(text.replace("\0", " ").split())
    if not clean:
        raise Refused(_("Bitte geben Sie eine Frage ein."))
    return _short(
        clean,
        _(
            "Ihre Frage hat %(length)s Zeichen. Bitte kürzen Sie sie auf höchstens "
            "%(limit)s Zeichen; Ihr Text steht noch im Feld."
        ),
    )


def remark(text: str) -> str:
    """A remark on an answer; may be empty."""
    clean = text.replace("\0", " ").strip()
    return _short(
        clean,
        _(
            "Ihre Bemerkung hat %(length)s Zeichen. Bitte kürzen Sie sie auf höchstens "
            "%(limit)s Zeichen; Ihr Text steht noch im Feld."
        ),
    )


def _short(text: str, sentence: str) -> str:
    if len(text) > LIMIT:
        raise Refused(sentence % {"length": _thousands(len(text)), "limit": _thousands(LIMIT)})
    return text


def _thousands(number: int) -> str:
    return number_format(number, force_grouping=True)
