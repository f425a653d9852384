import builtins
import io
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from allmende.portal.core.documents import pdf
from allmende.portal.core.documents.model import (
    BulletList,
    Heading,
    Note,
    Paragraph,
    Run,
    Source,
    Table,
)
from allmende.portal.core.domain.errors import Refused
from tests.missing import missing
from tests.portal.core.documents.samples import HOSTILE, document, full


def drawn(subject) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.as_pdf(subject)))


@pytest.fixture(scope="module", autouse=True)
def _pango() -> None:
    try:
        import_module("allmende.portal.core.documents.drawing")
    except OSError:
        missing("Pango fehlt: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return drawn(full())


def walk(node) -> Iterator[DictionaryObject]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from walk(child)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield node
        if "/K" in node:
            yield from walk(node["/K"])


def elements(reader: PdfReader, *names: str) -> list[DictionaryObject]:
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    return [node for node in walk(root["/K"]) if node["/S"] in names]


def test_the_file_says_that_it_is_tagged_german_and_shows_its_title(reader):
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "de-DE"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata.title == "Folgenabschätzung: Größe"
    assert reader.metadata.author == "Stadt Wiesenbrück"


def test_the_file_claims_the_norm_in_its_metadata(reader):
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"' in metadata
    assert 'pdfuaid:part="1"' in metadata or "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_headings_lists_and_tables_are_structure(reader):
    names = ("/H1", "/H2", "/H3", "/H4", "/L", "/LI", "/Table", "/Caption", "/TR", "/TH", "/TD")
    assert [node["/S"] for node in elements(reader, *names)] == [
        *["/H1", "/H2", "/L", "/LI", "/LI", "/H3", "/Table", "/Caption"],
        *["/TR", "/TH", "/TH", "/TH"],
        *["/TR", "/TH", "/TD", "/TD"],
        *["/TR", "/TH", "/TD", "/TD"],
        *["/H4", "/H2"],
    ]


def test_every_cell_names_its_headers(reader):
    identifiers = {node["/ID"] for node in elements(reader, "/TH")}
    headers = [node["/A"]["/Headers"] for node in elements(reader, "/TD")]
    assert [len(names) for names in headers] == [2, 2, 2, 2]
    assert {name for names in headers for name in names} <= identifiers


def test_bookmarks_follow_the_headings(reader):
    def titles(outline):
        return [titles(o) if isinstance(o, list) else o.title for o in outline]

    assert titles(reader.outline) == [
        "Folgenabschätzung: Größe",
        ["Überblick", ["Risiken", ["Anhang"]], "Quellen"],
    ]


def test_pages_are_a4_and_numbered(reader):
    assert len(reader.pages) == 2
    size = [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]]
    assert size == [210, 297]
    texts = [page.extract_text() for page in reader.pages]
    assert ["Seite 1 von 2" in texts[0], "Seite 2 von 2" in texts[1]] == [True, True]
    assert ["Stand: 03.11.2026" in text for text in texts] == [True, True]


def test_every_font_is_embedded_and_ours(reader):
    fonts = {}
    for page in reader.pages:
        found = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        fonts |= {font["/BaseFont"]: font["/DescendantFonts"][0].get_object() for font in found}
    assert {name.split("+")[-1].split("-")[0] for name in fonts} == {"Fira"}
    files = [{"/FontFile2", "/FontFile3"} & f["/FontDescriptor"].keys() for f in fonts.values()]
    assert [len(names) for names in files] == [1] * len(fonts)


def test_hostile_text_stays_text_and_no_foreign_file_is_asked_for():
    link = Run(HOSTILE, url="javascript:alert(1)", source=Source(HOSTILE, "file:///etc/passwd"))
    reader = drawn(
        document(
            Heading(HOSTILE),
            Paragraph([link]),
            BulletList([HOSTILE]),
            Table(HOSTILE, [HOSTILE], [[HOSTILE]]),
            Note(HOSTILE, f"{HOSTILE}\x00\ud800"),
            title=HOSTILE,
        )
    )
    assert reader.metadata.title == HOSTILE
    assert elements(reader, "/Figure") == []
    annotations = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    assert [a["/A"] for a in annotations if "/A" in a] == []
    assert [mark.title.replace("\u200b", "") for mark in reader.outline[1]] == [HOSTILE, "Quellen"]


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "https://a.example/x.png", "data:text/css,a", "font:../a", "font:"],
)
def test_only_our_own_fonts_are_read(url):
    drawing = import_module("allmende.portal.core.documents.drawing")
    with pytest.raises(drawing.NotOurs):
        drawing.OwnFonts().fetch(url)


def test_without_pango_a_sentence_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def failing(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "allmende.portal.core.documents.drawing", raising=False)
    monkeypatch.delattr("allmende.portal.core.documents.drawing", raising=False)
    monkeypatch.setattr(builtins, "__import__", failing)
    with pytest.raises(Refused) as refused:
        pdf.as_pdf(full())
    assert str(refused.value) == pdf.MISSING


def test_words_without_end_stay_on_the_page_and_headers_repeat():
    rows = [[f"Risiko {number}", "x" * 1000] for number in range(20)]
    reader = drawn(document(Table("Lang", ["Name", "Text"], rows), Paragraph("y" * 1000)))
    assert len(reader.pages) > 2
    headers = ["Name Text" in page.extract_text() for page in reader.pages]
    assert headers[:2] == [True, True]
