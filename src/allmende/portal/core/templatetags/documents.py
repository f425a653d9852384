"""Text of ``core.documents`` as HTML. Everything is escaped."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from allmende.portal.core.documents.model import Run, Source, Text, clean, link, runs

register = template.Library()

# A longer word would push its table out of the page.
LONG = re.compile(r"\S{40}(?=\S)")
MAY_BREAK = "\u200b"  # a space without width


@register.simple_tag(takes_context=True)
def inline(context: dict[str, Any], text: Text) -> SafeString:
    numbers: Mapping[Source, int] = context["numbers"]
    return format_html_join("", "{}", ((_run(run, numbers),) for run in runs(text)))


@register.filter
def followable(url: str) -> str:
    return link(url)


@register.filter
def plain(text: str) -> str:
    """For metadata, which is never broken into lines."""
    return clean(text)


@register.filter
def writable(text: str) -> str:
    return LONG.sub(lambda word: word[0] + MAY_BREAK, clean(text))


def _run(run: Run, numbers: Mapping[Source, int]) -> SafeString:
    said = format_html("<strong>{}</strong>" if run.bold else "{}", writable(run.text))
    if address := link(run.url):
        said = format_html('<a href="{}">{}</a>', address, said)
    if run.source is None:
        return said
    number = numbers[run.source]
    return format_html('{}&nbsp;<a class="cite" href="#quelle-{}">[{}]</a>', said, number, number)
