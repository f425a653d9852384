import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from allmende.portal.core.documents.model import (
    Heading,
    Paragraph,
    Table,
    clean,
    link,
    numbered_sources,
    paragraphs,
)
from tests.portal.core.documents.samples import ENTRY, LAW, full


def test_each_source_has_one_number_in_the_order_of_the_text():
    assert numbered_sources(full()) == {ENTRY: 1, LAW: 2}


def test_a_blank_line_begins_a_paragraph_and_a_line_break_stays():
    assert paragraphs("\r\nA\r\nB\r\n \r\nC\n") == [Paragraph("A\nB"), Paragraph("C")]
    assert paragraphs(" \n") == []


@given(st.text())
def test_clean_text_fits_into_xml(text):
    element = etree.Element("a")
    element.text = clean(text)
    assert element.text == clean(clean(text))


def test_cleaning_keeps_what_people_write():
    assert clean("Größe\t„5 €“\r\n😀\x00\x1b\ud800\ufffe") == "Größe\t„5 €“\n😀"


@pytest.mark.parametrize(
    "url", ["https://a.example/?b=c", "HTTP://a.example", "mailto:a@b.example"]
)
def test_addresses_that_may_be_followed(url):
    assert link(url) == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:x", "a.b", ""])
def test_addresses_that_stay_text(url):
    assert link(url) == ""


def test_a_row_that_does_not_fit_its_header_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="1 cells, 2 columns"):
        Table("T", ["A", "B"], [["nur eine"]])


@pytest.mark.parametrize("level", [0, 4])
def test_headings_have_three_levels(level):
    with pytest.raises(ValueError, match="only 1 to 3"):
        Heading("H", level=level)
