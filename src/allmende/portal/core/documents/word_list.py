"""Real lists in Word, also in templates that bring none."""

from collections.abc import Sequence
from typing import cast

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.numbering import CT_Numbering
from docx.parts.numbering import NumberingPart

from allmende.portal.core.documents.model import Text
from allmende.portal.core.documents.word_styles import styled
from allmende.portal.core.documents.word_text import Writer

BULLET = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{{number}}">'
    '<w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)


def add_list(word: WordDocument, writer: Writer, items: Sequence[Text]) -> None:
    style = styled(word, "List Bullet")
    has_bullets = style.element.find(f".//{qn('w:numPr')}") is not None
    if not has_bullets and writer.bullet is None:
        writer.bullet = _define_bullet(word)
    for item in items:
        paragraph = word.add_paragraph(style=style)
        if not has_bullets:
            numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbers.get_or_add_numId().val = writer.bullet
        writer.write(paragraph, item)


def _define_bullet(word: WordDocument) -> int:
    numbering = _numbering(word)
    taken = numbering.findall(qn("w:abstractNum"))
    number = max((int(one.get(qn("w:abstractNumId"), "0")) for one in taken), default=0) + 1
    definition = parse_xml(BULLET.format(number=number))
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(definition)
    else:
        first.addprevious(definition)  # the schema wants all definitions before their uses
    return int(numbering.add_num(number).numId)  # type: ignore[no-untyped-call]


def _numbering(word: WordDocument) -> CT_Numbering:
    try:
        part = word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        part = NumberingPart.load(
            PackURI("/word/numbering.xml"),
            CONTENT_TYPE.WML_NUMBERING,
            f"<w:numbering {nsdecls('w')}/>".encode(),
            word.part.package,
        )
        word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return cast("CT_Numbering", cast("NumberingPart", part).element)
