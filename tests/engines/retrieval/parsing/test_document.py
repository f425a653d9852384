"""engines/retrieval: any file becomes a document or one German sentence."""

import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from allmende.engines.retrieval.parsing import Limits, UnreadableDocument, parse
from tests.engines.retrieval.parsing import builders
from tests.engines.retrieval.parsing.builders import paragraph
from tests.engines.retrieval.parsing.shorthand import is_sentence_or_sound, outcome, shorthand

EXTENSIONS = ["pdf", "docx", "odt", "html", "md", "txt", "zip", "xyz", ""]


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("L", (2, 2)).save(target, format="PNG")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (builders.pdf([paragraph("Guten Tag.")]), "Guten Tag."),
        (builders.word(("Normal", "Guten Tag.")), "Guten Tag."),
        (builders.opendocument(("p", "Guten Tag.")), "Guten Tag."),
        (b"<!doctype html><html><body><p>Guten Tag.</p></body></html>", "Guten Tag."),
        ("Grüß Gott.".encode("cp1252"), "Grüß Gott."),
    ],
)
@pytest.mark.parametrize("extension", ["pdf", "docx", "txt", "jpg"])
def test_a_wrong_extension_does_not_matter(data: bytes, expected: str, extension: str) -> None:
    assert shorthand(parse(data, f"datei.{extension}")) == [("p", expected)]


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (b"", "a.pdf", "hat keinen Inhalt"),
        (b" \n ", "a.txt", "hat keinen Inhalt"),
        (b"---\n***\n", "a.md", "enthält keinen Text"),
        (b"<html><body><script>x</script></body></html>", "a.html", "enthält keinen Text"),
        (builders.word(), "a.docx", "enthält keinen Text"),
        (b"\x00\x01\x02\x03" * 99, "a.pdf", "lässt sich nicht als PDF lesen"),
        (b"%PDF-1.7 kaputt", "a.pdf", "lässt sich nicht als PDF lesen"),
        (picture(), "a.png", "ist ein Bild (PNG)"),
        (picture(), "a.txt", "ist ein Bild (PNG)"),
        (b"MZ\x90" + b"\x00" * 99, "a.txt", "ist ein Programm"),
        (b"{\\rtf1 Hallo}", "a.doc", "ist ein RTF-Dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "a.doc", "im alten Office-Format"),
        (builders.archive({"xl/workbook.xml": b"x"}), "a.xlsx", "ist eine Excel-Tabelle"),
        (builders.archive({"a.txt": b"x"}), "a.zip", "ist ein ZIP-Archiv"),
        (b"PK\x03\x04kaputt", "a.docx", "lässt sich nicht als DOCX lesen"),
    ],
)
def test_says_why_a_file_cannot_be_read(data: bytes, filename: str, sentence: str) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        parse(data, filename)
    assert raised.value.message.startswith(f"Die Datei „{filename}“ ")
    assert sentence in raised.value.message
    assert "!" not in raised.value.message


def test_a_file_of_200_megabytes_is_refused_at_once() -> None:
    data = b"x" * 200_000_000
    started = time.process_time()
    with pytest.raises(UnreadableDocument, match="mit 200 MB zu groß; möglich sind 100 MB"):
        parse(data, "gross.txt")
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("extension", ["txt", "md", "html"])
def test_more_text_than_allowed_is_refused(extension: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"mehr Text, als .* \(über 1\.000 Zeichen\)"):
        parse(b"<p>Wort " * 500, f"a.{extension}", limits=Limits(characters=1_000))


def test_a_document_of_headings_alone_is_read_as_text() -> None:
    assert shorthand(parse(b"# Rathaus\n\n## Heute zu\n", "a.md")) == [
        ("p", "Rathaus"),
        ("p", "Heute zu"),
    ]


STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html><table><tr>",
    b"---\n",
    b"\xff\xfe",
    b"# a\n|b|\n",
]


@given(
    st.sampled_from(STARTS),
    st.one_of(
        st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
    ),
    st.sampled_from(EXTENSIONS),
)
@settings(max_examples=400, deadline=3_000, suppress_health_check=[HealthCheck.too_slow])
def test_arbitrary_bytes_raise_nothing_but_unreadable_document(
    start: bytes, data: bytes, extension: str
) -> None:
    name = f"a.{extension}"
    assert is_sentence_or_sound(outcome(start + data, name), name)


WHOLE = [
    builders.pdf([paragraph("Guten Tag.")], name="x"),
    builders.word(("Normal", "Guten Tag."), ("table", [["a", "b"]])),
    builders.opendocument(("p", "Guten Tag.")),
]


@given(st.sampled_from(WHOLE), st.data())
@settings(max_examples=150, deadline=5_000, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_documents_raise_nothing_but_unreadable_document(
    whole: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=60))
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    assert is_sentence_or_sound(outcome(damaged, "a.pdf"), "a.pdf")


@pytest.mark.parametrize(
    "part",
    [
        "[",
        "*a ",
        "> ",
        "<a ",
        "![](",
        "- ",
        "|a",
        "<table><tr><td>",
        "<ul><li>",
        "a\n",
        "§ 1\n",
        "&#",
    ],
)
@pytest.mark.parametrize("extension", ["md", "html", "txt"])
def test_pathological_text_takes_seconds_at_most(part: str, extension: str) -> None:
    started = time.process_time()
    result = outcome(part.encode() * 20_000, f"a.{extension}")
    assert is_sentence_or_sound(result, f"a.{extension}")
    assert time.process_time() - started < 10
