"""The organisation's own Word template: opened with care, filled at its mark."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph
from lxml.etree import XMLSyntaxError

from allmende.portal.core.domain.errors import Refused

MARK = re.compile(r"\{\{\s*inhalt\s*\}\}", re.IGNORECASE)
LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
BROKEN = (
    "Die Word-Vorlage lässt sich nicht öffnen. Speichern Sie sie in Word als „Word-Dokument "
    "(.docx)“, ohne Kennwort und ohne Makros, und hinterlegen Sie sie erneut."
)
TOO_LARGE = (
    "Die Word-Vorlage ist zu groß. Erlaubt sind 10 MB. Verkleinern Sie die Bilder darin und "
    "hinterlegen Sie sie erneut."
)


def opened(template: bytes) -> WordDocument:
    """Raises Refused with a sentence where the file is none, protected or hides a huge one."""
    if len(template) > LARGEST:
        raise Refused(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise Refused(TOO_LARGE)
        return _with_page(docx.Document(io.BytesIO(template)))
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,  # a part that is empty
        NotImplementedError,  # a way of packing that Python does not know
        RuntimeError,  # encrypted
    ) as error:
        raise Refused(BROKEN) from error


def _with_page(word: WordDocument) -> WordDocument:
    """Some programs write no page format; tables need its width."""
    body = word.element.body
    if not word.sections:
        body.append(OxmlElement("w:sectPr"))
    section = word.sections[-1]
    section.page_width = section.page_width or Cm(21)
    section.left_margin = section.left_margin or Cm(2.5)
    section.right_margin = section.right_margin or Cm(2)
    return word


@contextmanager
def place_for_contents(word: WordDocument) -> Iterator[None]:
    """What is added inside the block ends up at the mark, where the template has one."""
    body = word.element.body
    before = set(body)
    mark = _mark(word)
    yield
    if mark is None:
        return
    for element in [child for child in body if child not in before]:
        mark.addprevious(element)
    _close(mark)


def _mark(word: WordDocument) -> Any:
    for element in word.element.body.iter(qn("w:p")):
        if MARK.fullmatch(WordParagraph(element, word).text.strip()):
            return element
    return None


def _close(mark: Any) -> None:
    """A table cell must end with a paragraph, so the last one of a cell stays, emptied."""
    parent = mark.getparent()
    if parent.tag == qn("w:tc") and parent[-1] is mark:
        for child in [c for c in mark if c.tag != qn("w:pPr")]:
            mark.remove(child)
    else:
        parent.remove(mark)
