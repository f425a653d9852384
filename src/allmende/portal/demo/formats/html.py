"""A town's web page: the text stands between navigation and footer, as on a real site."""

from html import escape

from allmende.portal.demo.formats.markdown import (
    Block,
    Heading,
    Items,
    Paragraph,
    Span,
    Table,
    spans,
)
from allmende.portal.demo.formats.page import Page

_NAVIGATION = ("Rathaus", "Bürgerservice", "Leben und Wohnen", "Bildung", "Wirtschaft")
_FOOTER = ("Impressum", "Datenschutz", "Barrierefreiheit", "Leichte Sprache")

_FRAME = """<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{title} – {publisher}</title>
<meta name="author" content="{publisher}">
<meta name="date" content="{updated}">
</head>
<body>
<header>
<a href="#inhalt">Zum Inhalt springen</a>
<p><a href="/">{publisher}</a></p>
<nav aria-label="Hauptnavigation">{navigation}</nav>
<nav aria-label="Sie sind hier"><ol><li><a href="/">Startseite</a></li><li>{title}</li></ol></nav>
</header>
<main id="inhalt">
<article>
<h1>{title}</h1>
{body}
<p><small>{office} · <time datetime="{updated}">{stand}</time></small></p>
</article>
</main>
<footer>
<p>{publisher}, {address}</p>
<nav aria-label="Rechtliches">{footer}</nav>
</footer>
</body>
</html>
"""


def as_html(page: Page) -> bytes:
    return _FRAME.format(
        title=escape(page.title),
        publisher=escape(page.publisher),
        office=escape(page.office),
        address=escape(page.address),
        updated=page.updated.isoformat(),
        stand=page.stand,
        navigation=_links(_NAVIGATION),
        footer=_links(_FOOTER),
        body="\n".join(_element(block) for block in page.blocks),
    ).encode()


def _links(names: tuple[str, ...]) -> str:
    items = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in names)
    return f"<ul>{items}</ul>"


def _element(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"<h{level}>{_inline(text)}</h{level}>"
        case Paragraph(text=text):
            return f"<p>{_inline(text)}</p>"
        case Items(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>" + "".join(f"<li>{_inline(i)}</li>" for i in items) + f"</{tag}>"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in table.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>\n"
        for row in table.rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>"


def _inline(text: str) -> str:
    return "".join(_span(span) for span in spans(text))


def _span(span: Span) -> str:
    if span.address:
        return f'<a href="{escape(span.address)}">{escape(span.text)}</a>'
    return f"<strong>{escape(span.text)}</strong>" if span.bold else escape(span.text)
