"""Paragraphs: every word has one place, and the same text always the same numbers."""

from hypothesis import given
from hypothesis import strategies as st

from allmende.portal.exchange.domain.guidelines.paragraphs import Change, differences, paragraphs

TEXT = """# Titel

Erster Absatz
über zwei Zeilen.

1. Eins

2. Zwei
   - darunter

| A | B |
|---|---|
| 1 | 2 |

---

> Zitat
"""
LINES = st.text(alphabet="ab #*-1.>|\t`[]:", max_size=12)
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


def test_blocks_are_numbered_and_items_of_lists_stand_alone():
    found = paragraphs(TEXT)

    assert [(one.number, one.kind, one.marker, one.text) for one in found] == [
        (1, "heading", "", "# Titel"),
        (2, "text", "", "Erster Absatz\nüber zwei Zeilen."),
        (3, "item", "1.", "Eins"),
        (4, "item", "2.", "Zwei\n- darunter"),
        (5, "table", "", "| A | B |\n|---|---|\n| 1 | 2 |"),
        (6, "text", "", "> Zitat"),
    ]


def test_windows_line_ends_make_the_same_paragraphs():
    assert paragraphs(TEXT.replace("\n", "\r\n")) == paragraphs(TEXT)


def test_nothing_has_no_paragraphs():
    assert paragraphs(" \n\n---\n") == []


def test_the_address_of_a_link_is_not_lost():
    found = paragraphs("Siehe [dort][a].\n\n[a]: https://example.org\n")

    assert [one.text for one in found] == ["Siehe [dort][a].", "[a]: https://example.org"]


@given(TEXTS)
def test_numbers_have_no_gaps_and_every_letter_has_a_place(text):
    found = paragraphs(text)

    assert [one.number for one in found] == list(range(1, len(found) + 1))
    kept = "".join(one.text for one in found)
    assert sorted(c for c in kept if c in "ab") == sorted(c for c in text if c in "ab")


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert {one.change for one in differences(text, text)} <= {Change.SAME}


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts_in_order(before, after):
    found = differences(before, after)

    assert [one.before for one in found if one.before] == paragraphs(before)
    assert [one.after for one in found if one.after] == paragraphs(after)


def test_differences_name_what_was_added_removed_and_changed():
    found = differences("Eins\n\nZwei\n\nDrei", "Eins\n\nZwei neu\n\nDrei\n\nVier")

    assert [one.change for one in found] == [
        Change.SAME,
        Change.CHANGED,
        Change.SAME,
        Change.ADDED,
    ]
