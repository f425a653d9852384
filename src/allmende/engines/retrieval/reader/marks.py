"""Looks of a sentence that promise a kind of answer: money, times, places, people."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_PATTERNS: dict[str, str] = {
    "money": r"\d\s*(?:€|euro|eur\b|cent)|€\s*\d|kostenlos|kostenfrei|gebührenfrei|unentgeltlich"
    r"|ohne kosten",
    "money_word": r"kosten|gebühr|preis|betrag|bezahl|zahlen|beitrag",
    "clock": r"\b\d{1,2}[:.]\d{2}\b|\d\s*uhr\b|\b\d{1,2}\s*h\b",
    "weekday": r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|werktag)"
    r"|\b(?:mo|di|mi|do|fr|sa|so)\b\.?\s*(?:-|–|bis|\d|und)",
    "date": r"\b\d{1,2}\.\s*(?:\d{1,2}\.|januar|februar|märz|april|mai|juni|juli|august|september"
    r"|oktober|november|dezember)|\b(?:19|20)\d\d\b",
    "duration": r"(?:\d|ein|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|zwölf)\w*\s+"
    r"(?:stunde|tag|woche|monat|jahr|minute)",
    "phone": r"\b0\d{2,5}\s?[/ -]?\s?\d{3,}|\+49|\btel\b|telefon",
    "mail": r"\S+@\S+\.\w+|e-?mail",
    "url": r"www\.|https?://|\b[a-z0-9-]+\.(?:de|com|org|net|eu)\b",
    "street": r"\w+(?:straße|strasse|str\.|platz|weg|allee|gasse|ring|damm|ufer)\s+\d+",
    "postcode": r"\b\d{5}\s+[A-ZÄÖÜ]",
    "number": r"\d",
    "person": r"\b(?:frau|herr)\s+[A-ZÄÖÜ]|ansprechpartner",
    "office": r"amt\b|behörde|rathaus|jobcenter|agentur|stelle\b|zentrum|verein\b|e\.\s?v\.",
    "audience": r"\bfür wen\b|\balle\b|menschen|personen|kinder|jugendliche|familien|eltern|frauen",
    "must": r"\bmuss|\bmüssen|\bmüsst|benötig|brauch|erforderlich|voraussetzung|notwendig|pflicht",
    "may": r"\bkann\b|\bkönnen\b|\bdarf|dürfen|möglich",
    "if": r"\bwenn\b|\bfalls\b|\bsofern\b|\bsobald\b",
    "negation": r"\bnicht\b|\bkein",
    "definition": r"\bist (?:ein|eine|der|die|das)\b|\bsind\b|bedeutet|heißt|nennt man|bezeichnet",
    "papers": r"unterlagen|ausweis|pass\b|nachweis|bescheinigung|formular|antrag|urkunde|zeugnis",
    "because": r"\bweil\b|\bdamit\b|\bum\b.*\bzu\b|ziel\b|aufgabe",
    "more": r"^(?:mehr erfahren|weitere informationen|website|homepage|kontakt|flyer|hier finden)",
}
NAMES: tuple[str, ...] = tuple(_PATTERNS)
_CASED = {"postcode", "person"}
_COMPILED = tuple(
    re.compile(pattern, 0 if name in _CASED else re.IGNORECASE)
    for name, pattern in _PATTERNS.items()
)


@lru_cache(maxsize=20_000)
def marks(sentence: str) -> NDArray[np.float32]:
    """One value 0 or 1 for each of ``NAMES``, shape (len(NAMES),)."""
    found = np.array([bool(mark.search(sentence)) for mark in _COMPILED], dtype=np.float32)
    found.flags.writeable = False  # shared by all who ask again
    return found
