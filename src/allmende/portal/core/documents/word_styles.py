"""The neutral Word style, and what a foreign template lacks of it."""

from copy import deepcopy
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from allmende.portal.core.documents.model import Document, clean

FONT = "Arial"  # is on every office machine
INK = RGBColor(0x17, 0x1A, 0x2B)
SIZES = {"Title": 24, "Subtitle": 13, "Heading 1": 17, "Heading 2": 14, "Heading 3": 12}
REFERENCES = ("w:basedOn", "w:next", "w:link")
BAR = (
    f"<w:pBdr {nsdecls('w')}>"
    '<w:left w:val="single" w:sz="24" w:space="8" w:color="3E5C9A"/></w:pBdr>'
)


def neutral(document: Document) -> WordDocument:
    """An A4 file with header, footer and styles that suit every organisation."""
    word = docx.Document()
    _set_language(word, document.language)
    _set_fonts(word)
    _add_own_styles(word)
    _set_page(word, document)
    return word


def styled(word: WordDocument, name: str) -> Any:
    """The style of this name; a template that lacks it gets the neutral one.

    Word and LibreOffice write the names of the same styles in different case.
    """
    for style in word.styles:
        if (style.name or "").lower() == name.lower():
            return style
    return _borrowed(word, name)


def _borrowed(word: WordDocument, name: str) -> Any:
    source = docx.Document()
    _set_fonts(source)
    _add_own_styles(source)
    element = deepcopy(source.styles[name].element)
    known = {style.style_id for style in word.styles}
    for reference in REFERENCES:
        child = element.find(qn(reference))
        if child is not None and child.get(qn("w:val")) not in known:
            element.remove(child)
    for numbers in element.findall(f".//{qn('w:numPr')}"):  # they mean lists of the other file
        numbers.getparent().remove(numbers)
    word.styles.element.append(element)
    return next(style for style in word.styles if style.element is element)


def _set_language(word: WordDocument, language: str) -> None:
    for mark in word.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)


def _set_fonts(word: WordDocument) -> None:
    _set_font(word.styles["Normal"], 10.5)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    word.styles["Normal"].paragraph_format.line_spacing = 1.15
    for name, size in SIZES.items():
        style = word.styles[name]
        _set_font(style, size)
        style.font.bold, style.font.italic = name != "Subtitle", False
        style.paragraph_format.space_before = Pt(0 if "itle" in name else size)
    _remove(word.styles["Title"].element, "w:pBdr")
    _set_font(word.styles["Caption"], 9.5)
    _add_language_free_hyperlink(word)


def _set_font(style: ParagraphStyle, size: float) -> None:
    """Fonts of the theme would win over the stated one, so they go."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
    fonts = style.element.rPr.rFonts
    for name in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[name]
    _remove(style.element, "w:spacing", inside="w:rPr")


def _remove(element: Any, name: str, *, inside: str = "w:pPr") -> None:
    parent = element.find(qn(inside))
    child = None if parent is None else parent.find(qn(name))
    if child is not None:
        parent.remove(child)


def _add_language_free_hyperlink(word: WordDocument) -> None:
    style = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    assert isinstance(style, CharacterStyle)  # noqa: S101 -- narrows the type
    style.font.underline, style.font.color.rgb = True, RGBColor(0x1F, 0x47, 0x96)


def _add_own_styles(word: WordDocument) -> None:
    """A remark has a bar at its left."""
    style = word.styles.add_style("Hinweis", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.element.get_or_add_pPr().append(parse_xml(BAR))
    style.paragraph_format.left_indent = Cm(0.4)


def _set_page(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.3)
    section.header.paragraphs[0].text = clean(document.organisation)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"Stand: {document.date:%d.%m.%Y}\tSeite ")
    _field(footer, "PAGE")
    footer.add_run(" von ")
    _field(footer, "NUMPAGES")
    for paragraph in (section.header.paragraphs[0], footer):
        for run in paragraph.runs:
            run.font.size = Pt(9)


def _field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    run.font.size = Pt(9)
    run._r.addprevious(field)
    field.append(run._r)
