"""Text inside a Word paragraph: bold, links, numbers of sources."""

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from allmende.portal.core.documents.model import Source, Text, clean, link, runs
from allmende.portal.core.documents.word_styles import styled


class Writer:
    """Writes into the paragraphs of one Word file and knows the numbers of its sources."""

    def __init__(self, word: WordDocument, numbers: dict[Source, int]) -> None:
        self.word = word
        self.numbers = numbers
        self.bullet: int | None = None  # the number of a list definition, once one is needed

    def write(self, paragraph: WordParagraph, text: Text, *, bold: bool = False) -> None:
        for part in runs(text):
            address = link(part.url)
            said = clean(part.text)
            run = self._linked(paragraph, said, address) if address else paragraph.add_run(said)
            run.bold = True if bold or part.bold else None
            if part.source is not None:
                self._cite(paragraph, self.numbers[part.source])

    def list_sources(self) -> None:
        """Each source with a mark that the numbers in the text jump to."""
        first = _free_bookmark(self.word)
        for source, number in self.numbers.items():
            paragraph = self.word.add_paragraph()
            paragraph.add_run(f"[{number}] ")
            _bookmark(paragraph, f"quelle_{number}", first + number)
            paragraph.add_run(clean(source.text))
            if address := link(source.url):
                paragraph.add_run(": ")
                self._linked(paragraph, address, address)

    def _linked(self, paragraph: WordParagraph, text: str, address: str) -> WordRun:
        target = self.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self._hyperlink(paragraph, text, "r:id", target)

    def _cite(self, paragraph: WordParagraph, number: int) -> None:
        paragraph.add_run(" ")
        self._hyperlink(paragraph, f"[{number}]", "w:anchor", f"quelle_{number}")

    def _hyperlink(
        self, paragraph: WordParagraph, text: str, attribute: str, target: str
    ) -> WordRun:
        run = paragraph.add_run(text, style=styled(self.word, "Hyperlink"))
        around = OxmlElement("w:hyperlink")
        around.set(qn(attribute), target)
        run._r.addprevious(around)
        around.append(run._r)
        return run


def _bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph._p.extend([start, end])


def _free_bookmark(word: WordDocument) -> int:
    """Identifiers of bookmarks are unique in the file; the template may have some."""
    taken = [mark.get(qn("w:id"), "") for mark in word.element.iter(qn("w:bookmarkStart"))]
    return max((int(number) for number in taken if number.isdecimal()), default=0)
