"""How much waits for the person who looks, for the navigation of the register."""

from typing import Any

from django import template

from allmende.portal.register.domain import signoffs

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_signoffs(context: dict[str, Any]) -> int:
    """Counted once for each page, in one query."""
    return signoffs.inbox(context["request"].member).count()
