"""HTML -> blocks. Only text comes out; what surrounds the content of a page stays behind."""

import re
from collections.abc import Iterator

from allmende.engines.language.encoding import decode
from allmende.engines.retrieval.parsing import errors
from allmende.engines.retrieval.parsing.boilerplate import Page
from allmende.engines.retrieval.parsing.html_walk import Walk
from allmende.engines.retrieval.parsing.job import Job
from allmende.engines.retrieval.parsing.markup import Element, etree
from allmende.engines.retrieval.types import Block, ParsedDocument

CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I
)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SITE_NAME = re.compile(r"\s+(?:[|–»·•]|-|::)\s+")


def read(data: bytes, job: Job) -> ParsedDocument:
    root = _tree(_text_of(data), job)
    if root is None:
        return ParsedDocument("", ())
    return ParsedDocument(_title(root), tuple(_walk(Page(root), job)))


def blocks_of(text: str, job: Job) -> Iterator[Block]:
    """Blocks of a fragment, such as HTML inside Markdown or a field of an interface."""
    root = _tree(text, job)
    return iter(()) if root is None else _walk(Page(root), job)


def _text_of(data: bytes) -> str:
    declared = CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # many pages declare what they are not
    return decode(data)


def _tree(text: str, job: Job) -> Element | None:
    job.check_length(text)
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True
    )
    text = XML_DECLARATION.sub("", text).replace("\x00", "")
    if not text.strip():
        return None
    try:
        root = etree.fromstring(text, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise errors.too_deep(job.filename)
    return root


def _walk(page: Page, job: Job) -> Iterator[Block]:
    root = page.content
    walk = Walk(root)
    events = etree.iterwalk(root, events=("start", "end"))
    for count, (event, element) in enumerate(events):
        if count % 10_000 == 0:
            job.check_time()
        if event == "end":
            walk.end(element)
        elif element is not root and page.is_boilerplate(element):
            events.skip_subtree()
            walk.skip(element)
        else:
            walk.start(element)
        yield from walk.take()
    yield from walk.finish()


def _title(root: Element) -> str:
    """The page's own name: its only first heading, or <title> without the name of the site."""
    headings = root.xpath("//h1")
    if len(headings) == 1 and (text := " ".join("".join(headings[0].itertext()).split())):
        return text
    title = " ".join((root.findtext(".//title") or "").split())
    return SITE_NAME.split(title)[0]
