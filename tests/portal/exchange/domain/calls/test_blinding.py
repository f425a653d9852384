"""What gives away who has written."""

import pytest

from allmende.portal.exchange.domain.calls.blinding import (
    looks_personal,
    named,
    own_words,
    traces,
)

NAMES = [*own_words("Stadt Wiesenbrück", "wiesenbrueck.example"), "Klara Ihle"]
ASKED = [{"key": "a", "label": "Problem?"}, {"key": "b", "label": "Idee?"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In der Stadt Wiesenbrück ist es heiß.", ["Stadt Wiesenbrück"]),
        ("Wiesenbrücks Bäume vertrocknen.", ["Wiesenbrück"]),
        ("WIESENBRÜCK", ["Wiesenbrück"]),
        ("Fragen Sie Frau Ihle.", ["Ihle"]),
        ("Klara Ihle leitet das.", ["Klara Ihle"]),
        ("Unsere Stadt hat eine Stadtverwaltung.", []),
        ("ki@wiesenbrueck.example", ["wiesenbrueck.example"]),
        ("Ihles Vorschlag", ["Ihle"]),
        ("Eine Wiesenbrückenbauerin", []),
    ],
)
def test_names_are_found_as_people_write_them(text, expected):
    assert named(text, NAMES) == expected


def test_other_people_and_addresses_are_found_by_their_looks():
    assert looks_personal("Frau Müller ruft an: max@example.org") == [
        "den Namen einer Person",
        "eine E-Mail-Adresse",
    ]
    assert looks_personal("Niemand wird genannt.") == []


def test_a_trace_names_the_question():
    found = traces(ASKED, {"a": "Nichts", "b": "Wir in Wiesenbrück"}, NAMES)

    assert [(one.key, one.label, one.word) for one in found] == [("b", "Idee?", "„Wiesenbrück“")]
