"""Personal data in what people write -> placeholders, before it is stored or sent."""

import re
from collections.abc import Callable, Sequence

from allmende.engines.language import redaction_patterns as patterns
from allmende.engines.language.names import redact_names

type Rule = Callable[[str], str]

PASSES = 4  # a replaced part can uncover a cue; more than two passes were never needed
FEWEST_DIGITS, MOST_DIGITS = 7, 15


def redact(text: str) -> str:
    """Replace names, numbers and addresses of persons by words in brackets.

    Returns [E-Mail], [IBAN], [Aktenzeichen], [Geburtsdatum], [Telefon], [Nummer],
    [Kennzeichen], [Adresse] and [Name] in their place, and the text unchanged where it holds
    none. ``redact(redact(text)) == redact(text)``. A help against careless storing: what
    stands without any cue, such as a rare name alone, stays.
    """
    for _ in range(PASSES):
        before = text
        for rule in RULES:
            text = rule(text)
        if text == before:
            break
    return text


def _all(pattern: re.Pattern[str], placeholder: str) -> Rule:
    return lambda text: pattern.sub(placeholder, text)


def _group(pattern: re.Pattern[str], placeholder: str) -> Rule:
    """Replace the group "secret" and keep the cue beside it."""

    def replace(match: re.Match[str]) -> str:
        start, end = match.span("secret")
        whole = match.group()
        return whole[: start - match.start()] + placeholder + whole[end - match.start() :]

    return lambda text: pattern.sub(replace, text)


def _redact_ibans(text: str) -> str:
    return patterns.IBAN.sub(
        lambda match: "[IBAN]" if _digits(match.group()) >= 10 else match.group(), text
    )


def _redact_phones(text: str) -> str:
    return patterns.PHONE.sub(
        lambda match: "[Telefon]" if _is_phone(match.group()) else match.group(), text
    )


def _is_phone(number: str) -> bool:
    """Not a date, a time of day or a sum that begins with a zero."""
    if patterns.DATE_OR_TIME.search(number):
        return False
    return FEWEST_DIGITS <= _digits(number) <= MOST_DIGITS + 2


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _redact_addresses(text: str) -> str:
    return patterns.STREET.sub(
        lambda match: match.group() if _is_ordinary(match["street"]) else "[Adresse]", text
    )


def _is_ordinary(street: str) -> bool:
    last = street.rsplit(maxsplit=1)[-1].lower()
    return last.endswith(patterns.NO_STREETS)


RULES: Sequence[Rule] = (
    _all(patterns.EMAIL, "[E-Mail]"),
    _redact_ibans,
    _group(patterns.FILE_REFERENCE, "[Aktenzeichen]"),
    _all(patterns.COURT_REFERENCE, "[Aktenzeichen]"),
    _group(patterns.BIRTH, "[Geburtsdatum]"),
    _group(patterns.BIRTH_BEHIND, "[Geburtsdatum]"),
    _group(patterns.CUED_PLATE, "[Kennzeichen]"),
    _all(patterns.PLATE, "[Kennzeichen]"),
    _group(patterns.CUED_PHONE, "[Telefon]"),
    _redact_phones,
    _group(patterns.CUED_NUMBER, "[Nummer]"),
    _all(patterns.LONG_NUMBER, "[Nummer]"),
    _redact_addresses,
    _group(patterns.CUED_ADDRESS, "[Adresse]"),
    redact_names,
)
