"""Takes personal data out of what people type, before it is stored or sent anywhere."""

import re

MARK = re.compile(r"\[[^\[\]]{1,40}\]")
PATTERNS = {
    "[E-Mail]": re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    "[IBAN]": re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    "[Telefon]": re.compile(r"(?<!\w)(?:\+\d{2}|0)[\d /()-]{6,18}\d\b"),
}


def redact(text: str) -> str:
    for mark, pattern in PATTERNS.items():
        text = pattern.sub(mark, text)
    return text


def without_marks(text: str) -> str:
    """What is left to search for: ``[Name]`` and the like are no words of the person."""
    return " ".join(MARK.sub(" ", text).split())
