"""Markdown of our users as harmless HTML."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "table", "thead"} | {
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "blockquote",
    "hr",
}
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(text: str) -> SafeString:
    """Render; scripts, styles, images and unknown protocols are removed."""
    html = nh3.clean(
        _parser.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
    )
    return mark_safe(html)  # noqa: S308 -- cleaned just above
