import io

import docx
import pytest

from allmende.portal.core.documents.model import Paragraph
from allmende.portal.core.documents.responding import Format, file_name, respond
from tests.portal.core.documents.samples import document


@pytest.mark.parametrize(
    ("kind", "content_type", "start"),
    [
        (
            Format.WORD,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK",
        ),
        (Format.PDF, "application/pdf", b"%PDF-1.7"),
    ],
)
def test_a_document_becomes_a_download(kind, content_type, start):
    response = respond(document(Paragraph("Inhalt")), kind)
    assert response["Content-Type"] == content_type
    assert response.content.startswith(start)
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Folgenabsch%C3%A4tzung%20Gr%C3%B6%C3%9Fe%202026-11-03."
        + kind.value
    )


def test_the_template_reaches_the_word_file():
    template = docx.Document()
    template.add_paragraph("Briefkopf")
    target = io.BytesIO()
    template.save(target)
    response = respond(document(), Format.WORD, template=target.getvalue())
    assert docx.Document(io.BytesIO(response.content)).paragraphs[0].text == "Briefkopf"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("DSFA", "DSFA 2026-11-03.pdf"),
        ('../../a\\b:"c"\r\nX: y', "a b c X y 2026-11-03.pdf"),
        (" ... ", "Dokument 2026-11-03.pdf"),
        ("ä" * 300, f"{'ä' * 100} 2026-11-03.pdf"),
    ],
)
def test_file_names_are_safe_everywhere(title, name):
    assert file_name(document(title=title), Format.PDF) == name
