"""What a file is: by its content first, by its name only between kinds of text."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from allmende.engines.language.encoding import decode
from allmende.engines.retrieval.parsing import errors


class Format(StrEnum):
    PDF = "PDF"
    DOCX = "DOCX"
    ODT = "ODT"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    TEXT = "TXT"
    ZIP = "ZIP"


UNSUPPORTED = (
    (b"{\\rtf", "ein RTF-Dokument"),
    (b"\x89PNG", "ein Bild (PNG)"),
    (b"\xff\xd8\xff", "ein Bild (JPEG)"),
    (b"GIF8", "ein Bild (GIF)"),
    (b"II*\x00", "ein Bild (TIFF)"),
    (b"MM\x00*", "ein Bild (TIFF)"),
    (b"MZ", "ein Programm"),
    (b"\x7fELF", "ein Programm"),
    (b"7z\xbc\xaf", "ein 7z-Archiv"),
    (b"Rar!", "ein RAR-Archiv"),
    (b"\x1f\x8b", "ein gzip-Archiv"),
    (b"ID3", "eine Tonaufnahme"),
    (b"RIFF", "eine Ton- oder Bildaufnahme"),
    (b"OggS", "eine Tonaufnahme"),
    (b"SQLite format 3", "eine Datenbank"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = (
    ("word/document.xml", Format.DOCX),
    ("xl/workbook.xml", "eine Excel-Tabelle"),
    ("ppt/presentation.xml", "eine PowerPoint-Präsentation"),
    ("META-INF/container.xml", "ein E-Book"),
)
OPEN_DOCUMENT = {
    "text": Format.ODT,
    "text-template": Format.ODT,
    "spreadsheet": "eine OpenDocument-Tabelle",
    "presentation": "eine OpenDocument-Präsentation",
}
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
HTML_TAG = re.compile(r"</?(?:p|div|h[1-6]|ul|ol|li|table|br|span|a)\b[^<>]*>", re.I)
MARKDOWN_SUFFIXES = {".md", ".markdown", ".mdown", ".mkd"}
HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
SAMPLE = 8192


def detect(data: bytes, filename: str) -> Format:
    """Raise ``UnreadableDocument`` for an empty file and for a format that is not read."""
    if not data.strip():
        raise errors.empty_file(filename)
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, filename)
    _refuse_binary(data, filename)
    return _kind_of_text(decode(data[:SAMPLE]), suffix(filename))


def suffix(filename: str) -> str:
    return PurePosixPath(filename).suffix.lower()


def _zipped(data: bytes, filename: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind_of_zip(archive)
    except Exception as error:  # zipfile lets more escape than BadZipFile
        raise errors.broken(filename, _expected(filename, "ZIP-Archiv")) from error
    if isinstance(kind, Format):
        return kind
    raise errors.unsupported(filename, kind)


def _kind_of_zip(archive: zipfile.ZipFile) -> Format | str:
    names = set(archive.namelist())
    for name, kind in ZIPPED:
        if name in names:
            return kind
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
        mimetype = archive.read("mimetype").decode("ascii", errors="replace").strip()
        prefix = "application/vnd.oasis.opendocument."
        if mimetype.startswith(prefix):
            return OPEN_DOCUMENT.get(mimetype.removeprefix(prefix), "eine OpenDocument-Datei")
    return Format.ZIP


def _refuse_binary(data: bytes, filename: str) -> None:
    if data.startswith(OLD_OFFICE):
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P" in data[:65536]:
            raise errors.encrypted(filename)
        raise errors.unsupported(filename, "ein Dokument im alten Office-Format (DOC, XLS, PPT)")
    for start, kind in UNSUPPORTED:
        if data.startswith(start):
            raise errors.unsupported(filename, kind)
    text = decode(data[:SAMPLE])
    strange = sum(1 for c in text if c == "\ufffd" or (c < " " and c not in "\t\n\r\f"))
    if strange > 0.05 * len(text):
        if suffix(filename) in {".pdf", ".docx", ".odt"}:
            raise errors.broken(filename, _expected(filename, "Dokument"))
        raise errors.unsupported(filename, "in einem unbekannten Format gespeichert")


def _expected(filename: str, otherwise: str) -> str:
    known = {".pdf": "PDF", ".docx": "DOCX", ".odt": "ODT"}
    return known.get(suffix(filename), otherwise)


def _kind_of_text(sample: str, ending: str) -> Format:
    if HTML_START.match(sample):
        return Format.HTML
    if ending in MARKDOWN_SUFFIXES:
        return Format.MARKDOWN
    tags = len(HTML_TAG.findall(sample))
    if ending in HTML_SUFFIXES or tags >= 4 or (tags >= 2 and sample.lstrip().startswith("<")):
        return Format.HTML if tags else Format.TEXT
    return Format.TEXT
