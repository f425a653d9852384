"""Finds what gives away who wrote an answer. It warns; a person decides."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allmende.engines.language.redaction import redact
from allmende.portal.exchange.models import Submission
from allmende.portal.organisations.models import Member, Organisation

SHORTEST = 4
# Words in names of organisations that name no place.
COMMON = frozenset(
    [
        *(
            "stadt",
            "gemeinde",
            "landkreis",
            "kreis",
            "markt",
            "samtgemeinde",
            "verbandsgemeinde",
            "amt",
        ),
        *(
            "region",
            "bezirk",
            "große",
            "kleine",
            "obere",
            "untere",
            "neue",
            "alte",
            "verband",
            "verein",
            "gmbh",
        ),
        *(
            "institut",
            "hochschule",
            "universität",
            "rechenzentrum",
            "dienstleister",
            "zweckverband",
        ),
        *("landeshauptstadt", "hansestadt", "universitätsstadt", "kommunale", "kommunaler"),
        *("netzwerk", "zentrum", "fachleute", "organisation", "ohne"),
    ]
)
WORD = re.compile(r"[^\W\d_][\w-]*")
PLACEHOLDERS = {
    "[Name]": "den Namen einer Person",
    "[E-Mail]": "eine E-Mail-Adresse",
    "[Telefon]": "eine Telefonnummer",
}


@dataclass(frozen=True, slots=True)
class Trace:
    key: str  # of the question; "title" for the title
    label: str
    word: str  # what stands there, or what kind of thing it is


def names_of(organisation: Organisation) -> list[str]:
    """Names that give the organisation away: its own and those of its people."""
    people = Member.objects.filter(organisation=organisation).values_list("user__name", flat=True)
    return [*own_words(organisation.name, organisation.mail_domain), *people]


def own_words(name: str, mail_domain: str = "") -> list[str]:
    words = [word for word in WORD.findall(name) if len(word) >= SHORTEST]
    rare = [word for word in words if word.lower() not in COMMON]
    return list(dict.fromkeys([name, *rare, *([mail_domain] if mail_domain else [])]))


def traces(
    asked: Sequence[Mapping[str, Any]], answers: Mapping[str, str], names: Collection[str]
) -> list[Trace]:
    """Every question whose answer holds one of the names, or something that looks like one."""
    found: list[Trace] = []
    for question in asked:
        key, label = question["key"], question["label"]
        text = str(answers.get(key, ""))
        found += [Trace(key, label, f"„{word}“") for word in named(text, names)]
        found += [Trace(key, label, what) for what in looks_personal(text)]
    return found


def named(text: str, names: Collection[str]) -> list[str]:
    """The names that occur, with up to three letters behind them: "Wiesenbrücks"."""
    hits: list[str] = []
    for name in sorted(_parts(names), key=len, reverse=True):
        inside = any(name in longer for longer in hits)
        if not inside and re.search(rf"(?<!\w){re.escape(name)}\w{{0,3}}(?!\w)", text, re.I):
            hits.append(name)
    return hits


def looks_personal(text: str) -> list[str]:
    redacted = redact(text)
    return [what for mark, what in PLACEHOLDERS.items() if redacted.count(mark) > text.count(mark)]


def of(submission: Submission) -> list[Trace]:
    return traces(submission.call.questions, submission.answers, names_of(submission.organisation))


def _parts(names: Collection[str]) -> set[str]:
    """Whole names, and the last name of a person where it is long enough to be one."""
    found = {name.strip() for name in names if len(name.strip()) >= SHORTEST}
    lasts = {name.split()[-1] for name in found if " " in name}
    return found | {last for last in lasts if len(last) >= SHORTEST and last.lower() not in COMMON}
