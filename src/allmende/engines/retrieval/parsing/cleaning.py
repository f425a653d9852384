"""Characters that only the look of a document needs."""

import re
import unicodedata

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff]"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n]+")
BREAKS = re.compile(r" ?\n[ \n]*")


def clean(text: str) -> str:
    """Compose accents, dissolve ligatures, drop what is invisible; keep single line breaks."""
    text = unicodedata.normalize("NFC", text.translate(LIGATURES))
    text = CONTROL.sub("", INVISIBLE.sub("", text))
    text = "\n".join(text.splitlines())
    return BREAKS.sub("\n", SPACES.sub(" ", text)).strip()


def one_line(text: str) -> str:
    return clean(text).replace("\n", " ")
