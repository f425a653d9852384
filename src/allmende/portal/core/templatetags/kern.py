"""Small parts of pages that KERN does not bring. Available in every template."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from allmende.portal.core import markdown as markdown_module
from allmende.portal.core.domain import things
from allmende.portal.core.domain.things import Thing

register = template.Library()

ICONS = {"success": "success", "danger": "danger", "warning": "warning", "info": "info"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A KERN icon, hidden from screen readers: the word stands beside it."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.simple_tag
def badge(text: str, kind: str = "info") -> SafeString:
    """State as colour, word and icon."""
    return format_html(
        '<span class="kern-badge kern-badge--{}">'
        '<span class="kern-icon kern-icon--{} kern-icon--small" aria-hidden="true"></span>'
        '<span class="kern-label kern-label--small">{}</span></span>',
        kind,
        ICONS[kind],
        text,
    )


@register.filter(expects_localtime=True)
def ago(moment: datetime | None) -> SafeString | str:
    """Relative time, with the full date as a title."""
    if moment is None:
        return "–"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(),
        date_format(moment, "DATETIME_FORMAT"),
        _since(timezone.now() - moment) or naturaltime(moment),
    )


# Days from which a larger unit is told: up to, days of one unit, one, many (dative)
UNITS = (
    (14, 1, "einem Tag", "Tagen"),
    (60, 7, "einer Woche", "Wochen"),
    (730, 30, "einem Monat", "Monaten"),
    (10**9, 365, "einem Jahr", "Jahren"),
)


def _since(passed: timedelta) -> str:
    """Django says "1 Woche, 2 Tage her"; Germans say "vor 9 Tagen". Empty below a day."""
    if passed.days < 1 or get_language() != "de":
        return ""
    size, one, many = next((s, o, m) for limit, s, o, m in UNITS if passed.days < limit)
    count = passed.days // size
    return f"vor {one}" if count == 1 else f"vor {count} {many}"


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else "–"


@register.filter
def isoday(text: str) -> str:
    """A day from stored JSON, such as "2026-11-25", in short German."""
    try:
        return date_format(date.fromisoformat(text), "j.n.Y")
    except ValueError:
        return text


@register.filter
def telephone(number: str) -> str:
    """The number as ``tel:`` links take it."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


@register.filter
def markdown(text: str) -> SafeString:
    return markdown_module.to_html(text)


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The query of this page with some values changed; keeps filters while paging."""
    query: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in {None, ""}:
            query[key] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("core/parts/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Any) -> dict[str, Any]:
    return {"request": context["request"], "page": page}


@register.inclusion_tag("core/parts/breadcrumb.html")
def breadcrumb(*pairs: str) -> dict[str, Any]:
    """``{% breadcrumb "Titel" url "Titel" url "Diese Seite" %}``: the last one has no address."""
    steps = [(pairs[i], pairs[i + 1]) for i in range(0, len(pairs) - 1, 2)]
    return {"steps": steps, "here": pairs[-1]}


@register.inclusion_tag("core/parts/empty.html")
def empty(title: str, text: str, url: str = "", action: str = "") -> dict[str, str]:
    """An empty state says what to do."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("core/parts/sort_header.html", takes_context=True)
def sort_header(context: dict[str, Any], title: str, key: str, default: str = "") -> dict[str, Any]:
    """A column head that sorts by ``key``; see ``core.lists.ordered``."""
    current = context["request"].GET.get("sortierung") or default
    rising = current == key
    state = "ascending" if rising else "descending" if current == f"-{key}" else ""
    target = f"-{key}" if rising else key
    url = with_query(context, sortierung=target, seite="")
    return {"title": title, "state": state, "url": url}


@register.filter
def kind_word(thing: Thing) -> str:
    """What a thing is, in the word that its app gave."""
    kind = things.kind(thing.kind)
    return kind.word if kind else ""
