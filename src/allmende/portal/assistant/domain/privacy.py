"""Takes personal data out of what people type, before it is stored or sent anywhere."""

import re

from allmende.engines.language import redaction

MARK = re.compile(r"\[[A-Z][A-Za-z-]{1,20}\]")  # [Name], [E-Mail] and the like


def redact(text: str) -> str:
    return redaction.redact(text)


def without_marks(text: str) -> str:
    """What is left to search for: a mark is no word of the person."""
    return " ".join(MARK.sub(" ", text).split())
