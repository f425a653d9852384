"""What people type, before it is stored."""

import re
from unicodedata import category, normalize

# Kept: line feed and tab; the joiner that holds emoji together.
KEPT = {"\n", "\t", "\u200d"}
_LINES = re.compile(r"\n{4,}")


def clean(text: str) -> str:
    """Without signs that nobody sees: they hide words from search and fake names."""
    lines = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(sign for sign in lines if sign in KEPT or category(sign) not in {"Cc", "Cf"})
    return _LINES.sub("\n\n\n", shown).strip()


def line(text: str) -> str:
    """One line, such as a title or a name; a joiner alone is nothing."""
    return " ".join(clean(text).replace("\u200d", "").split())


def is_blank(text: str) -> bool:
    """Nothing that could be read: only spaces, marks and joiners."""
    return not any(category(sign)[0] in "LNS" for sign in text)
