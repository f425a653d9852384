"""German text -> sentences, each verbatim except for the width of its white space."""

import re

from allmende.engines.language.abbreviations import MAY_END, NEVER_END, ORDINAL_NOUNS, STARTERS

CANDIDATE = re.compile(r"[.!?…]+[)\]\"“”»«’']*(?=\s)")
LAST_TOKEN = re.compile(r"[^\s(\[„“\"»/]+$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
ROMAN = re.compile(r"[IVXL]+")
BULLET = re.compile(r"(?:[•·▪‣◦●■➢✓*–-]|\(?\d{1,3}[.)]|\(?[a-z]{1,2}\))\s")
WINDOW = 80  # characters around a full stop that decide
ADDRESS = re.compile(r"\S*@|www\.|https?:")
SHORT_LEAD_IN = 5  # words of a line such as "Donnerstag und Freitag:" that needs its next line


def split(text: str) -> list[str]:
    """Split ``text`` into sentences in reading order; empty for blank text.

    Without white space the sentences joined are the text without white space. A line
    break ends a sentence unless the next line evidently goes on.
    """
    return [sentence for unit in _units(text) for sentence in _sentences_of(unit)]


def _units(text: str) -> list[str]:
    """Lines, put together again where a line break stands inside a sentence."""
    units: list[list[str]] = [[]]
    for line in (" ".join(raw.split()) for raw in text.splitlines()):
        if not line:
            units.append([])
        elif units[-1] and _goes_on(units[-1][-1], line):
            units[-1].append(line)
        else:
            units.append([line])
    return [" ".join(unit) for unit in units if unit]


def _goes_on(before: str, line: str) -> bool:
    if BULLET.match(line):
        return False
    if before.endswith(":"):
        return len(before.split()) <= SHORT_LEAD_IN
    if before.endswith((",", "/", "–", "-")):
        return True
    if ADDRESS.match(line):
        return False
    return line[0].islower() and not before.endswith((".", "!", "?", ";"))


def _sentences_of(unit: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for match in CANDIDATE.finditer(unit):
        end = match.end()
        before = unit[max(start, match.start() - WINDOW) : match.start()]
        if _ends_here(before, match.group(), unit[end + 1 : end + WINDOW]):
            sentences.append(unit[start:end])
            start = end + 1
    sentences.append(unit[start:])
    return [sentence for sentence in sentences if sentence]


def _ends_here(before: str, stop: str, following: str) -> bool:
    """Decide whether ``stop``, with the sentence's end ``before`` it, ends the sentence."""
    first = following[:1]
    if first.islower() or first in ",;:.)":
        return False
    if stop[0] != "." or stop.startswith(".."):
        return True
    token = LAST_TOKEN.search(before)
    word = token.group() if token else ""
    if word.isdigit() and len(word) <= 2 and first.isdigit():
        return False
    next_word = FIRST_WORD.match(following)
    return _full_stop_ends(before, word, next_word.group() if next_word else "")


def _full_stop_ends(before: str, word: str, next_word: str) -> bool:
    starts = next_word.casefold() in STARTERS
    if word.isdigit():
        return _number_ends(before, word, next_word, starts=starts)
    if ROMAN.fullmatch(word):
        return starts and before.strip() != word
    folded = word.casefold()
    if folded in MAY_END or folded.endswith("str"):
        return starts
    return not (folded in NEVER_END or _is_initial(word))


def _number_ends(before: str, number: str, next_word: str, *, starts: bool) -> bool:
    """Tell "der 10. Klasse" and "1. Antrag" from "bis 2024. Danach"."""
    if before.strip(" (") == number:
        return False
    if next_word.casefold() in ORDINAL_NOUNS:
        return False
    return starts or len(number) > 2 or not next_word


def _is_initial(word: str) -> bool:
    """A single letter, also the last one of "z.B" written without a space."""
    return word.rsplit(".", maxsplit=1)[-1].isalpha() and len(word.rsplit(".", maxsplit=1)[-1]) == 1
