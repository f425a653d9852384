"""One value of the record: from what people type, and whether it fits our fields."""

import re
from datetime import date, datetime
from html.parser import HTMLParser
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from allmende.portal.register.domain import record

LONGEST_TEXT = 10_000
HIGHEST = 2_147_483_647
MOST_TAGS = 12
LONGEST_TAG = 40
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,0+)?|\d+(,0+)?")
DECIMAL = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
ENGLISH = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
CURRENCY = re.compile(r"(€|euro|eur)", re.IGNORECASE)


class Unreadable(Exception):
    """The message says what is wrong with the value and what to write instead."""


def empty(name: str) -> Any:
    if name in record.LISTS:
        return []
    kind = record.field(name)
    return None if isinstance(kind, models.DateField | models.IntegerField) else ""


def from_text(name: str, raw: Any) -> Any:
    """What a person wrote into a cell, as the value of a snapshot. Raises Unreadable."""
    kind = record.field(name)
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return empty(name)
    if name in record.LISTS:
        return words(name, raw)
    if isinstance(kind, models.DateField):
        return day(raw)
    if isinstance(kind, models.IntegerField):
        return whole(raw)
    return choice(name, text(raw)) if kind.choices else text(raw)


def text(raw: Any) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime | date):
        return raw.strftime("%d.%m.%Y")
    return str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()


def choice(name: str, raw: str) -> str:
    """By code or by label, in whatever case."""
    choices = record.field(name).flatchoices
    for code, label in choices:
        if raw.casefold() in {str(code).casefold(), str(label).casefold()}:
            return str(code)
    allowed = ", ".join(str(label) for _, label in choices)
    raise Unreadable(f"„{raw[:60]}“ ist nicht vorgesehen. Möglich sind: {allowed}.")


def words(name: str, raw: Any) -> list[str]:
    """Several values separated by comma or semicolon."""
    parts = [" ".join(part.split()) for part in re.split("[,;]", text(raw))]
    found = list(dict.fromkeys(part for part in parts if part))
    known = record.LISTS[name]
    if not known:
        return found
    by_label = {label.casefold(): code for code, label in known.items()}
    codes = [part if part in known else by_label.get(part.casefold(), "") for part in found]
    if "" in codes:
        wrong = found[codes.index("")]
        allowed = ", ".join(known.values())
        raise Unreadable(f"„{wrong[:60]}“ ist nicht vorgesehen. Möglich sind: {allowed}.")
    return list(dict.fromkeys(codes))


def whole(raw: Any) -> int:
    """A number of whole euros or people, as Germans write it."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = float(raw)
        if not number.is_integer():
            raise Unreadable(f"„{raw}“ ist keine ganze Zahl. Schreiben Sie zum Beispiel 12000.")
        found = int(number)
    else:
        plain = re.sub(r"\s", "", CURRENCY.sub("", text(raw))).removesuffix(",-")
        if not THOUSANDS.fullmatch(plain):
            raise Unreadable(f"„{text(raw)[:60]}“ ist keine ganze Zahl. Schreiben Sie nur Ziffern.")
        found = int(plain.partition(",")[0].replace(".", ""))
    if not 0 <= found <= HIGHEST:
        raise Unreadable("Die Zahl muss zwischen 0 und 2.147.483.647 liegen.")
    return found


def number(raw: Any) -> float | None:
    """A measured value: "3,5", "1.234,5", and "3.5" as programs write it."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        found = float(raw)
    else:
        plain = re.sub(r"\s", "", text(raw))
        if DECIMAL.fullmatch(plain):
            found = float(plain.replace(".", "").replace(",", "."))
        elif ENGLISH.fullmatch(plain.replace(",", ".")):
            found = float(plain.replace(",", "."))
        else:
            raise Unreadable(f"„{text(raw)[:60]}“ ist keine Zahl. Schreiben Sie zum Beispiel 3,5.")
    if not isfinite(found):
        raise Unreadable("Diese Zahl ist zu groß.")
    return found


def day(raw: Any) -> str | None:
    """ "31.12.2026" or "2026-12-31", as ISO text."""
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    plain = text(raw)
    if not plain:
        return None
    german = GERMAN_DAY.fullmatch(plain)
    iso = "{2}-{1:0>2}-{0:0>2}".format(*german.groups()) if german else plain
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError as error:
        raise Unreadable(
            f"„{plain[:60]}“ ist kein Datum. Schreiben Sie es wie 31.12.2026 oder 2026-12-31."
        ) from error


def complaint(name: str, value: Any) -> str:
    """Why our field cannot hold the value; empty where it can."""
    if value in (None, "", []):
        return ""
    if name in record.LISTS:
        return _list_complaint(name, value)
    kind = record.field(name)
    if kind.choices:
        known = {str(code) for code, _ in kind.flatchoices}
        return "" if value in known else f"„{str(value)[:60]}“ ist nicht vorgesehen."
    if isinstance(kind, models.IntegerField):
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST
        return "" if fits else "Das ist keine ganze Zahl ab 0."
    if isinstance(kind, models.DateField):
        return _date_complaint(value)
    return _text_complaint(kind, value)


def _list_complaint(name: str, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "Das ist keine Liste von Wörtern."
    known = record.LISTS[name]
    if known:
        wrong = next((item for item in value if item not in known), None)
        return f"„{wrong[:60]}“ ist nicht vorgesehen." if wrong is not None else ""
    if len(value) > MOST_TAGS:
        return f"Es sind {len(value)} Schlagwörter, möglich sind {MOST_TAGS}."
    long = next((item for item in value if len(item) > LONGEST_TAG), None)
    return f"„{long[:LONGEST_TAG]}…“ ist länger als {LONGEST_TAG} Zeichen." if long else ""


def _date_complaint(value: Any) -> str:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "Das ist kein Datum."
    return ""


def _text_complaint(kind: "models.Field[Any, Any]", value: Any) -> str:
    if not isinstance(value, str):
        return "Das ist kein Text."
    if "\x00" in value:
        return "Der Text enthält ein Zeichen, das sich nicht speichern lässt."
    most = kind.max_length or LONGEST_TEXT
    if len(value) > most:
        german = f"{most:,}".replace(",", ".")
        return f"Der Text hat {len(value)} Zeichen, möglich sind {german}."
    try:
        kind.run_validators(value)
    except ValidationError:
        is_mail = isinstance(kind, models.EmailField)
        return f"„{value[:60]}“ ist keine {'E-Mail-Adresse' if is_mail else 'Internetadresse'}."
    return ""


def fitted(name: str, value: Any) -> tuple[Any, str]:
    """The value as our field can hold it, and what had to be given up."""
    wrong = complaint(name, value)
    if not wrong:
        return value, ""
    kind = record.field(name)
    most = kind.max_length or LONGEST_TEXT
    is_address = isinstance(kind, models.EmailField | models.URLField)
    if isinstance(value, str) and len(value) > most and not kind.choices and not is_address:
        return value[: most - 1] + "…", f"auf {most} Zeichen gekürzt, der ganze Text ist vermerkt."
    if name == "tags" and isinstance(value, list):
        kept = [item for item in value if isinstance(item, str) and len(item) <= LONGEST_TAG]
        return kept[:MOST_TAGS], "nicht alle Schlagwörter passen, sie sind vermerkt."
    return empty(name), f"{wrong} Der Wert ist nur vermerkt."


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li", "div", "br", "ul", "ol"}:
            self.parts.append("\n")


def without_markup(raw: Any) -> str:
    """Foreign registers carry HTML in their texts; we keep the words."""
    plain = text(raw) if raw is not None else ""
    if not re.search(r"</?[a-zA-Z][^<>]*>", plain):
        return plain
    parser = _Text()
    parser.feed(plain)
    parser.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(parser.parts)).strip()
