"""engines/retrieval: pages that are pictures."""

from collections.abc import Sequence

import pytest
from PIL.Image import Image

from allmende.engines.retrieval.parsing import Limits, Tesseract, UnreadableDocument, parse
from allmende.engines.retrieval.parsing.lines import Line
from allmende.engines.retrieval.parsing.recognition import RecognitionFailed
from tests.engines.retrieval.parsing import builders

PAGE = ["Merkblatt zum Sperrmüll", "Der Sperrmüll wird zweimal im Jahr abgeholt."]


class Reads:
    """Finds one line on each page."""

    def __init__(self, text: str = "Erkannt.") -> None:
        self.text = text
        self.sizes: list[tuple[int, int]] = []

    def recognise(self, page: Image, *, seconds: float) -> Sequence[Line]:
        self.sizes.append(page.size)
        return [Line(self.text, 100, 500, 400, 540, size=40)] if self.text else []


class Fails:
    def recognise(self, page: Image, *, seconds: float) -> Sequence[Line]:
        raise RecognitionFailed


@pytest.mark.usefixtures("tesseract")
def test_tesseract_reads_a_german_scan() -> None:
    document = parse(builders.scanned_pdf([PAGE]), "scan.pdf")
    assert document.recognised
    assert " ".join(" ".join(block.text.split()) for block in document.blocks) == " ".join(PAGE)
    assert {block.page for block in document.blocks} == {1}


def test_pages_with_text_are_not_recognised_again() -> None:
    reader = Reads()
    document = parse(builders.pdf_lines([["Ein Text auf Papier"]]), "a.pdf", ocr=reader)
    assert (document.recognised, reader.sizes) == (False, [])


def test_reports_each_page_and_renders_it_at_300_dpi() -> None:
    reader, heard = Reads(), []
    document = parse(
        builders.scanned_pdf([PAGE] * 3),
        "scan.pdf",
        ocr=reader,
        on_page=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert [block.page for block in document.blocks] == [1, 2, 3]
    assert all(abs(height - 3508) < 5 for _, height in reader.sizes)


def test_what_the_callback_raises_stops_the_reading() -> None:
    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    reader = Reads()
    with pytest.raises(Cancelled):
        parse(builders.scanned_pdf([PAGE] * 3), "scan.pdf", ocr=reader, on_page=cancel)
    assert len(reader.sizes) == 1


def test_a_500_page_scan_is_refused_before_a_page_is_recognised() -> None:
    reader = Reads()
    with pytest.raises(UnreadableDocument, match=r"aus 500 eingescannten Seiten; .* höchstens 150"):
        parse(builders.scanned_pdf([["x"]] * 500, dpi=30), "scan.pdf", ocr=reader)
    assert reader.sizes == []


@pytest.mark.parametrize(
    "ocr", [None, Tesseract(program="gibt-es-nicht"), Tesseract(language="xxx")]
)
def test_missing_recognition_says_how_to_install_it(ocr: Tesseract | None) -> None:
    with pytest.raises(UnreadableDocument, match="apt-get install tesseract-ocr tesseract-ocr-deu"):
        parse(builders.scanned_pdf([PAGE]), "scan.pdf", ocr=ocr)


@pytest.mark.parametrize(
    ("ocr", "sentence"), [(Fails(), "auf Seite 1 gescheitert"), (Reads(""), "keinen Text gefunden")]
)
def test_an_illegible_scan_says_so(ocr: Reads | Fails, sentence: str) -> None:
    with pytest.raises(UnreadableDocument, match=sentence):
        parse(builders.scanned_pdf([PAGE]), "scan.pdf", ocr=ocr)


@pytest.mark.usefixtures("tesseract")
def test_a_slow_page_is_given_up() -> None:
    limits = Limits(seconds_per_scanned_page=0.01)
    with pytest.raises(UnreadableDocument, match="auf Seite 1 gescheitert"):
        parse(builders.scanned_pdf([PAGE]), "scan.pdf", limits=limits)
