"""Markdown of our users as harmless HTML."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "table", "thead"} | {
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "blockquote",
    "hr",
}
POSTED_TAGS = TAGS - {"h2"} | {"h5", "h6", "pre"}
SCHEMES = {"http", "https", "mailto", "tel"}
ABOVE, LOWEST = 2, 6  # a post stands under a heading of this level
# Only of our own making: the cleaned markup carries tables without attributes.
TABLE = '<div class="table-wrap" tabindex="0" role="region" aria-label="Tabelle"><table>'
# An address as people type it; a sign that ends a sentence is not part of it.
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\"'.,:;!?)\]]")
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_posts = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")


def to_html(text: str) -> SafeString:
    """Render; scripts, styles, images and unknown protocols are removed."""
    html = nh3.clean(
        _parser.render(text), tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES
    )
    return mark_safe(html)  # noqa: S308 -- cleaned just above


def posted(text: str, mentions: Collection[str] = ()) -> SafeString:
    """What somebody writes to others: headings stand below those of the page and leave no step
    out, a line ends where the writer ended it, addresses are links, ``@names`` in ``mentions``
    are set off.
    """
    return _posted(text, tuple(sorted(mentions, key=len, reverse=True)))


@lru_cache(maxsize=1024)
def _posted(text: str, mentions: tuple[str, ...]) -> SafeString:
    tokens = _posts.parse(text)
    _shift(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_lively(token.children, mentions))
    html = nh3.clean(
        _posts.renderer.render(tokens, _posts.options, {}),
        tags=POSTED_TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    html = html.replace("<table>", TABLE).replace("</table>", "</table></div>")
    return mark_safe(html)  # noqa: S308 -- cleaned just above


def _shift(tokens: Sequence[Token]) -> None:
    """Each heading one below the nearest higher one before it."""
    open_ones: list[tuple[int, int]] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while open_ones and open_ones[-1][0] >= level:
                open_ones.pop()
            shown = (open_ones[-1][1] if open_ones else ABOVE) + 1
            open_ones.append((level, shown))
            token.tag = f"h{min(shown, LOWEST)}"
        elif token.type == "heading_close":
            token.tag = f"h{min(open_ones[-1][1], LOWEST)}"


def _lively(tokens: Sequence[Token], mentions: Sequence[str]) -> Iterator[Token]:
    """Typed addresses become links, mentions are set off; links stay as they are."""
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type.startswith("link_") else 0
        if token.type != "text" or inside:
            yield token
            continue
        end = 0
        for found in _ADDRESS.finditer(token.content):
            yield from _split(_text(token.content[end : found.start()]), mentions)
            yield Token("link_open", "a", 1, attrs={"href": found.group()})
            yield _text(found.group())
            yield Token("link_close", "a", -1)
            end = found.end()
        yield from _split(_text(token.content[end:]), mentions)


def _split(token: Token, mentions: Sequence[str]) -> list[Token]:
    """Text in front of, in and behind a mention."""
    for name in mentions:
        before, at, after = token.content.partition(f"@{name}")
        if at:
            mark = [
                Token("strong_open", "strong", 1),
                _text(at),
                Token("strong_close", "strong", -1),
            ]
            return [
                *_split(_text(before), mentions),
                *mark,
                *_split(_text(after), mentions),
            ]
    return [token]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def plain(text: str) -> str:
    """The words without the marks, for search and short extracts."""
    parts: list[str] = []
    for token, following in pairwise([*_posts.parse(text), Token("end", "", 0)]):
        inner = token.children or []
        parts += [" " if one.type.endswith("break") else one.content for one in inner]
        if token.type in {"fence", "code_block"}:
            parts.append(token.content)
        if following.type.endswith("_close"):
            parts.append("\n")
    return "".join(parts).strip()
