"""How a crew looks on maps and in legends; the colours are in ``tours/map.css``."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

COUNT = 8


@register.simple_tag
def look(index: int) -> SafeString:
    """A piece of line in the colour and dashes of a crew; its name stands beside."""
    return format_html(
        '<svg class="look look-{}" viewBox="0 0 32 12" aria-hidden="true">'
        '<path d="M0 6H32"/></svg>',
        index % COUNT,
    )
