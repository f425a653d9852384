"""What a German question asks for, read from its words."""

import re
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Asked(StrEnum):
    """Kinds of answers that can be told apart by their looks."""

    MONEY = "money"
    TIME = "time"
    DURATION = "duration"
    COUNT = "count"
    PLACE = "place"
    CONTACT = "contact"
    WHO = "who"
    DOCUMENTS = "documents"
    CONDITION = "condition"
    HOW = "how"
    DEFINITION = "definition"
    WHY = "why"
    OFFER = "offer"
    YES_NO = "yes_no"


_PATTERNS: dict[Asked, str] = {
    Asked.MONEY: r"\bkoste|gebühr|bezahl|preis|beitrag|wie ?viel (geld|euro)|wie teuer|kostenlos"
    r"|kostenfrei|wie hoch|verdien|steuer\b",
    Asked.TIME: r"\bwann\b|öffnungszeit|uhrzeit|sprechzeit|welche[nmrs]? (tag|zeit|datum)"
    r"|bis zu welchem|um wie ?viel uhr|sprechstunde|geöffnet|termine",
    Asked.DURATION: r"wie lange|dauer|frist|wie oft|wie häufig|zeitraum",
    Asked.COUNT: r"wie ?viele?\b|welche anzahl|wie (alt|groß|weit|hoch)|alter\b|altersgruppe"
    r"|ab wann",
    Asked.PLACE: r"\bwo\b|\bwohin\b|adresse|anschrift|welche[rmn]? (ort|stelle|straße)|standort",
    Asked.CONTACT: r"telefon|nummer\b|e-?mail|kontakt|erreich|anrufen|ansprechpartner|website"
    r"|homepage|internetseite|webseite|wenden",
    Asked.WHO: r"\bwer\b|\bwem\b|\bwen\b|zielgruppe|zuständig"
    r"|welche[rnm]? (person|behörde|amt|stelle|gruppe|organisation|einrichtung|altersgruppe)",
    Asked.DOCUMENTS: r"unterlagen|dokument|nachweis|mitbringen|papiere|vorlegen|benötig|brauch",
    Asked.CONDITION: r"voraussetzung|bedingung|unter welchen|erfüll|dürfen|darf\b|berechtigt"
    r"|anspruch|muss\b|müssen",
    Asked.HOW: r"^wie\b|\bwie (kann|muss|melde|beantrag|finde|bekomm|werde|funktion)"
    r"|auf welche weise|ablauf|vorgehen",
    Asked.DEFINITION: r"^was (ist|sind|bedeutet|heißt|versteht)|wofür steht|was macht",
    Asked.WHY: r"^warum|^wieso|^weshalb|wozu|wofür|zweck|ziel\b|aufgabe",
    Asked.OFFER: r"angebot|bietet|gibt es|welche (arten|formen|möglichkeit|leistung|kurs|hilfe)"
    r"|unterstütz",
    Asked.YES_NO: r"^(ist|sind|kann|können|darf|dürfen|muss|müssen|gibt|hat|haben|bekommt|wird"
    r"|werden|bietet|findet|kostet|braucht|soll|gilt)\b",
}
_COMPILED = tuple(re.compile(pattern) for pattern in _PATTERNS.values())
KINDS: tuple[Asked, ...] = tuple(_PATTERNS)

_PARTS = re.compile(
    r"\s*[,;]?\s*\b(?:und|oder|sowie)\s+(?=(?:wo|wann|wie|wer|wen|wem|was|welche[rnms]?|warum"
    r"|muss|kann|gibt|braucht|kostet|ist|sind|darf|bei wem|an wen|für wen)\b)|\?\s+(?=\S)",
    re.IGNORECASE,
)


# Patterns that a question to a town hardly has: "Welche Unterlagen soll ich mitbringen?" and
# "Wo soll ich wählen?" must get through.
_NOT_FOR_TEXTS = re.compile(
    r"^(?:welche[nrs]?|wen)\b.*\bsoll(?:te)? ich\b.*\b(?:wählen|kaufen|heiraten)\b"
    r"|\bsoll(?:te)? ich\b.*\boder lieber\b"
    r"|\bwas (?:hältst|halten|meinst|meinen|denkst|denken) (?:du|sie)\b"
    r".*\b(?:von|vom|über|zu[mr]?)\b"
    r"|\bwie (?:findest|finden) (?:du|sie)\b"
    r"|\b(?:ist|sind|wäre) (?:der|die|das) (?:aller)?beste\b"
    r"|\b(?:empfiehlst|empfehlen) (?:du|sie)\b"
    r"|^(?:bitte )?(?:schreibe?|übersetze?|erzähle?|dichte|programmiere)\b",
    re.IGNORECASE,
)


def wants_no_fact(question: str) -> bool:
    """Whether an opinion, a personal choice or a piece of writing is wanted: no text holds it."""
    return bool(_NOT_FOR_TEXTS.search(question.strip()))


def asked(question: str) -> NDArray[np.float32]:
    """One value 0 or 1 for each of ``KINDS``, shape (len(KINDS),)."""
    lowered = question.lower().strip()
    return np.array([bool(kind.search(lowered)) for kind in _COMPILED], dtype=np.float32)


def split(question: str) -> list[str]:
    """The parts of a question that asks several things; itself if it asks one."""
    found = [part.strip(" ?.") for part in _PARTS.split(question) if part and part.strip(" ?.")]
    return found if len(found) > 1 else [question.strip()]
