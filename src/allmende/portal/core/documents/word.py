"""A document as a Word file, neutral or in the organisation's own template."""

import io
from datetime import UTC, datetime, time

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK

from allmende.portal.core.documents import word_template
from allmende.portal.core.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
    clean,
    numbered_sources,
)
from allmende.portal.core.documents.word_list import add_list
from allmende.portal.core.documents.word_styles import neutral, styled
from allmende.portal.core.documents.word_table import add_table
from allmende.portal.core.documents.word_text import Writer


def as_word(document: Document, *, template: bytes | None = None) -> bytes:
    """``template``: a .docx whose styles, header and footer stay; raises Refused if unreadable.

    The contents replace the paragraph ``{{ inhalt }}`` of the template, or follow its own.
    """
    word = word_template.opened(template) if template else neutral(document)
    _describe(word, document)
    with word_template.place_for_contents(word):
        _write(word, document)
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def _describe(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = clean(document.title)[:255]
    properties.subject = clean(document.subtitle)[:255]
    properties.author = properties.last_modified_by = clean(document.organisation)[:255]
    properties.language, properties.comments = document.language, ""
    properties.created = properties.modified = datetime.combine(document.date, time(12), UTC)


def _write(word: WordDocument, document: Document) -> None:
    writer = Writer(word, numbered_sources(document))
    word.add_paragraph(clean(document.title), style=styled(word, "Title"))
    if document.subtitle:
        word.add_paragraph(clean(document.subtitle), style=styled(word, "Subtitle"))
    for block in document.blocks:
        _add(word, writer, block)
    if writer.numbers:
        word.add_paragraph("Quellen", style=styled(word, "Heading 1"))
        writer.list_sources()


def _add(word: WordDocument, writer: Writer, block: Block) -> None:
    match block:
        case Heading(text=text, level=level):
            word.add_paragraph(clean(text), style=styled(word, f"Heading {level}"))
        case Paragraph(text=text):
            writer.write(word.add_paragraph(), text)
        case BulletList(items=items):
            add_list(word, writer, items)
        case Table():
            add_table(word, writer, block)
        case Note(title=title, text=text):
            remark = word.add_paragraph(style=styled(word, "Hinweis"))
            remark.add_run(f"{clean(title)}: ").bold = True
            writer.write(remark, text)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
