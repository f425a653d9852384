from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.reader.structure import Kind, outline

PAGE = (
    "Reisepass",
    "Sie brauchen einen Pass für Reisen in fremde Länder.",
    "Unterlagen",
    "Bringen Sie bitte mit:",
    "- ein Lichtbild",
    "- den alten Pass",
    "Was kostet das?",
    "Der Pass kostet 70 Euro.",
)


def test_titles_lists_and_announcements_are_told_apart():
    assert outline(PAGE).kinds == (
        Kind.HEADING,
        Kind.SENTENCE,
        Kind.HEADING,
        Kind.INTRO,
        Kind.ITEM,
        Kind.ITEM,
        Kind.HEADING,
        Kind.SENTENCE,
    )


def test_each_sentence_knows_its_section_heading_and_announcement():
    shape = outline(PAGE)
    assert shape.section == (0, 0, 1, 1, 1, 1, 2, 2)
    assert shape.heading == (0, 0, 2, 2, 2, 2, 6, 6)
    assert shape.intro == (-1, -1, -1, -1, 3, 3, -1, -1)


@given(st.lists(st.text(max_size=30), max_size=30))
def test_sections_never_go_back_and_headings_stand_before(lines):
    shape = outline(tuple(lines))
    assert list(shape.section) == sorted(shape.section)
    assert all(place <= i for i, place in enumerate(shape.heading))
    assert all(place < i for i, place in enumerate(shape.intro))
    assert len(shape.kinds) == len(lines)
