"""Files that people upload: good ones, and those that something is wrong with."""

from io import BytesIO
from pathlib import Path

from docx import Document
from pypdf import PdfWriter


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def a_batch(folder: Path) -> list[Path]:
    """Two that can be read, one of them as Windows wrote it, and four that cannot."""
    return [
        write(folder, "bienen.md", BEES),
        write(folder, "brunnen.txt", WELL_RULES.encode("cp1252")),
        write(folder, "kaputt.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
        write(folder, "geheim.pdf", _encrypted()),
        write(folder, "bild.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
        write(folder, "leer.docx", b""),
    ]


def word_file(folder: Path, name: str, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(folder / name))
    return folder / name


def _encrypted() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("nicht-verraten", algorithm="AES-256-R5")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


BEES = """# Bienenvölker halten

Wer in Wiesenbrück Bienenvölker aufstellt, zeigt jeden Standort beim Ordnungsamt an.
Die Anzeige eines Bienenstandorts kostet 12 Euro.
"""
WELL_RULES = """Gartenbrunnen bohren

Wer einen Gartenbrunnen bohrt, meldet die Bohrung vier Wochen vorher dem Wasseramt.
Für den Gartenbrunnen fällt eine Gebühr von 44 Euro an; größere Öffnungen sind unzulässig.
"""
