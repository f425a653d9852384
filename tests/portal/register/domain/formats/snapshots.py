"""Snapshots of every shape that our fields allow, and a whole one by hand."""

from typing import Any

from django.db import models
from hypothesis import strategies as st

from allmende.portal.register.domain import record
from allmende.portal.register.domain.formats import values
from allmende.portal.register.domain.formats.found import NAMES, blank, blank_goal
from allmende.portal.register.enums import State
from tests.portal.register.made import WHOLE

# Whatever a database of both kinds keeps: everything but surrogates and the zero sign.
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TRICKS = st.sampled_from(
    [
        "=1+1",
        "'=1+1",
        "-3",
        " vorn und hinten ",
        "a\r\nb\rc\n",
        "_x000D_",
        "_x005F_x000D_",
        "007",
        "12.000",
        "3,5",
        "ja",
        "<p>Absatz</p>",
        'a;b,c\t"d"',
        "\x07\x1f",
        "N/A",
        "2026-09",
        "\ufeffanfang",
    ]
)


ADDRESSES: dict[type, str] = {
    models.EmailField: "ki@wiesenbrueck.example",
    models.URLField: "https://wiesenbrueck.example/ki?a=1&b=ä",
}


def texts(most: int) -> st.SearchStrategy[str]:
    return st.one_of(TRICKS, st.text(SIGNS, max_size=60)).map(lambda text: text[:most])


def value_of(name: str) -> st.SearchStrategy[Any]:
    kind = record.field(name)
    if name in record.LISTS:
        known = record.LISTS[name]
        words = st.sampled_from(sorted(known)) if known else texts(40).filter(bool)
        return st.lists(words, max_size=8, unique=True)
    if kind.choices:
        return st.sampled_from(["", *(str(code) for code, _ in kind.flatchoices)])
    if isinstance(kind, models.IntegerField):
        return st.none() | st.integers(0, values.HIGHEST)
    if isinstance(kind, models.DateField):
        return st.none() | st.dates().map(lambda day: day.isoformat())
    if address := ADDRESSES.get(type(kind)):
        return st.sampled_from(["", address])
    long = st.just("Ä" * 9000) if isinstance(kind, models.TextField) and not kind.max_length else []
    short = texts(kind.max_length or 10_000)
    return st.one_of(short, long) if long != [] else short


RECORDS = st.fixed_dictionaries({name: value_of(name) for name in NAMES})
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
GOALS = st.fixed_dictionaries(
    {
        "text": texts(300),
        "indicator": texts(200),
        "unit": texts(40),
        "baseline": NUMBERS,
        "target": NUMBERS,
        "measured": NUMBERS,
        "measured_on": st.none() | st.dates().map(lambda day: day.isoformat()),
    }
)
ORGANISATIONS = st.fixed_dictionaries(
    {
        "slug": st.from_regex(r"[a-z]{1,12}", fullmatch=True),
        "name": texts(150),
        "kind": st.just("municipality"),
        "land": st.sampled_from(["BW", "NW"]),
        "population": st.none() | st.integers(0, 4_000_000),
        "ags": st.sampled_from(["", "08115003"]),
    }
)
# What publishing adds; any JSON stands for it.
MORE = st.fixed_dictionaries(
    {},
    optional={
        "assessment": st.none() | st.just({"risk": "hochrisiko", "on": "2026-10-01"}),
        "duties": st.lists(
            st.fixed_dictionaries({"rule": texts(20), "due": st.none()}), max_size=2
        ),
        "maturity": st.just({"level": 3, "axes": {"recht": 3}, "blocking": []}),
        "incidents": st.just({"open": 0, "resolved": 2}),
        "license": st.just("CC BY 4.0"),
    },
)


@st.composite
def snapshots(draw: st.DrawFn) -> dict[str, Any]:
    base = {
        "format": 1,
        "reference": draw(st.integers(1, 2000).map(lambda number: f"KI-{number:03d}")),
        "state": draw(st.sampled_from(State.values)),
        "suspended": draw(st.booleans()),
        "organisation": draw(ORGANISATIONS),
        "office": draw(texts(150)),
        "record": draw(RECORDS),
        "goals": draw(st.lists(GOALS, max_size=3)),
    }
    return base | draw(MORE)


def whole(**fields: Any) -> dict[str, Any]:
    """Every field filled in, the usual kind of entry."""
    found = blank()
    found["record"] |= {name: value for name, value in WHOLE.items() if name in NAMES} | fields
    found["record"] |= {"starts_on": "2026-09-15", "user_count": 40}
    found["reference"], found["state"], found["office"] = "KI-007", "operation", "Hauptamt"
    found["organisation"] |= {"slug": "wiesenbrueck", "name": "Stadt Wiesenbrück", "land": "BW"}
    found["goals"] = [
        blank_goal() | {"text": "Weniger Wartezeit", "unit": "Minuten", "baseline": 12.5}
    ]
    return found
