"""Topic fields in words."""

from django import template

from allmende.portal.organisations.enums import TOPICS

register = template.Library()


@register.filter
def topic(key: str) -> str:
    """``koki:law`` is "Recht"; empty where there is none."""
    return str(TOPICS.get(key, ""))
