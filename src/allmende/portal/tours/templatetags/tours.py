"""Small parts of the pages of the tours."""

from datetime import time
from itertools import chain
from typing import Any

from django import template

from allmende.portal.core.templatetags.kern import breadcrumb
from allmende.portal.organisations.models import Member
from allmende.portal.tours import rules
from allmende.portal.tours.views.access import TRAIL

register = template.Library()


@register.simple_tag
def tours_seen(member: Member) -> dict[str, bool]:
    """What of the tool the member may see: ``plans``, ``reads`` and ``drives``."""
    reads = rules.may_read(member)
    return {"plans": rules.may_plan(member), "reads": reads, "drives": rules.may_enter(member)}


@register.inclusion_tag("core/parts/breadcrumb.html")
def tours_breadcrumb(*pairs: str) -> dict[str, Any]:
    """As ``breadcrumb``, below the start page of the tours."""
    return breadcrumb(*chain(*TRAIL), *pairs)


@register.filter
def clock(value: Any) -> str:
    """A time of the day as 7:05."""
    return f"{value.hour}:{value.minute:02d}" if isinstance(value, time) else "–"


@register.filter
def duration(seconds: int) -> str:
    """Seconds as 3:05 Std.; below an hour as 12 Min."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d} Std." if abs(minutes) >= 60 else f"{minutes} Min."


@register.filter
def km(metres: int) -> str:
    """Metres as kilometres with one digit."""
    return f"{metres / 1000:.1f}".replace(".", ",")
