"""engines/retrieval: PDF with text."""

import time

import pytest

from allmende.engines.retrieval.parsing import Limits, UnreadableDocument, parse
from tests.engines.retrieval.parsing import builders
from tests.engines.retrieval.parsing.builders import grid, heading, paragraph, title
from tests.engines.retrieval.parsing.shorthand import is_sentence_or_sound, outcome, shorthand

LONG = (
    "Die Stadt betreibt die Abfallentsorgung als öffentliche Einrichtung, an die alle Eigentümer "
    "der Grundstücke im Stadtgebiet angeschlossen sind, auf denen Abfälle anfallen können."
)


def test_reads_headings_paragraphs_and_tables() -> None:
    rows = [["Behälter", "Leerung", "Gebühr"], ["60 Liter", "14-täglich", "84,00 €"]]
    story = [title("Abfallsatzung"), heading("§ 1 Zweck"), paragraph(f"(1) {LONG}")]
    story += [paragraph(f"(2) {LONG}"), heading("Gebühren"), grid(rows), paragraph("Ende.")]
    document = parse(builders.pdf(story), "a.pdf")
    assert document.title == "Abfallsatzung"
    assert document.pages == 1
    assert not document.recognised
    assert shorthand(document) == [
        ("h1", "Abfallsatzung"),
        ("h2", "§ 1 Zweck"),
        ("p", f"(1) {LONG}"),
        ("p", f"(2) {LONG}"),
        ("h2", "Gebühren"),
        ("tr", "Behälter | Leerung | Gebühr"),
        ("tr", "60 Liter | 14-täglich | 84,00 €"),
        ("p", "Ende."),
    ]
    assert [block.mark for block in document.blocks[1:5]] == ["§ 1", "§ 1 Abs. 1", "§ 1 Abs. 2", ""]


@pytest.mark.parametrize("columns", [1, 2])
def test_keeps_the_reading_order_and_drops_headers_and_footers(columns: int) -> None:
    texts = [f"Anfang {n}. {LONG} {LONG} Ende {n}." for n in range(1, 25)]
    story = [paragraph(text, justified=True) for text in texts]
    data = builders.pdf(
        story, columns=columns, header="Stadt X - Amtsblatt 7", footer="Seite {page} von 9"
    )
    document = parse(data, "a.pdf")
    assert document.pages == 2
    assert shorthand(document) == [("p", text) for text in texts]
    assert [block.page for block in document.blocks] == sorted(
        block.page or 0 for block in document.blocks
    )
    assert {block.page for block in document.blocks} == set(range(1, document.pages + 1))


def test_joins_hyphenated_line_ends() -> None:
    lines = [
        "Die Stadt erhebt für die Abfuhr der Abfälle eine Gebühr, die Müllgebühren-",
        "satzung heißt und von den Eigentümern der Grundstücke gezahlt wird, Haupt-",
        "und Nebenwohnung zählen beide, ebenso der über das Netz gestellte Online-",
        "Antrag.",
    ]
    document = parse(builders.pdf_lines([lines]), "a.pdf")
    assert shorthand(document) == [
        (
            "p",
            "Die Stadt erhebt für die Abfuhr der Abfälle eine Gebühr, die Müllgebührensatzung "
            "heißt und von den Eigentümern der Grundstücke gezahlt wird, Haupt- und Nebenwohnung "
            "zählen beide, ebenso der über das Netz gestellte Online-Antrag.",
        )
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    pages = [["Der Antrag ist zu stellen bei der Stadt, die ihn dann an das"], ["Amt gibt."]]
    document = parse(builders.pdf_lines(pages), "a.pdf")
    assert [(b.text, b.page) for b in document.blocks] == [
        ("Der Antrag ist zu stellen bei der Stadt, die ihn dann an das Amt gibt.", 1)
    ]


def test_leaves_out_the_table_of_contents() -> None:
    lines = [
        "§ 1 Zweck . . . . . . . . . . 2",
        "§ 2 Gebühren ............ 13",
        "Es gilt das Gesetz ...",
    ]
    document = parse(builders.pdf_lines([lines]), "a.pdf")
    assert shorthand(document) == [("p", "Es gilt das Gesetz ...")]


def test_uses_the_title_among_the_properties_where_no_heading_opens_the_document() -> None:
    assert (
        parse(builders.pdf([paragraph(LONG)], name="Abfallsatzung 2025"), "a.pdf").title
        == "Abfallsatzung 2025"
    )
    assert (
        parse(builders.pdf([paragraph(LONG)], name="Microsoft Word - x.doc"), "b_1.pdf").title
        == "b 1"
    )


def test_an_encrypted_file_says_what_to_do() -> None:
    data = builders.pdf([paragraph("geheim")], password="kennwort")
    with pytest.raises(UnreadableDocument) as raised:
        parse(data, "Satzung.pdf")
    assert raised.value.message == (
        "Die Datei „Satzung.pdf“ ist mit einem Kennwort geschützt. "
        "Speichern Sie sie ohne Kennwort und laden Sie sie erneut hoch."
    )


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_truncated_file_is_read_or_called_broken(share: float) -> None:
    data = builders.pdf([paragraph(LONG)])
    result = outcome(data[: int(len(data) * share)], "a.pdf")
    assert is_sentence_or_sound(result, "a.pdf")


def test_too_many_pages_are_refused_before_they_are_read() -> None:
    data = builders.pdf_lines([["Seite"]] * 12)
    with pytest.raises(UnreadableDocument, match=r"hat 12 Seiten; möglich sind 10"):
        parse(data, "a.pdf", limits=Limits(pages=10))


def test_a_page_count_out_of_thin_air_does_no_harm() -> None:
    data = builders.pdf_lines([["Guten Tag allerseits"]])
    started = time.process_time()
    result = outcome(data.replace(b"/Count 1", b"/Count 2000000000"), "a.pdf")
    assert is_sentence_or_sound(result, "a.pdf")
    assert time.process_time() - started < 5
