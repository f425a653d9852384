"""What every list shares: 25 rows a page, an order that the reader chooses."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 25


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page that ``?seite=`` asks for; a page that does not exist becomes the nearest."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))


def ordered[Q: QuerySet[Any]](
    request: HttpRequest, rows: Q, orders: Mapping[str, Sequence[str]]
) -> Q:
    """Sort by ``?sortierung=name`` or ``-name``; the first of ``orders`` is the default.

    ``orders`` maps the names in the address to fields, so that nobody sorts by a hidden one.
    """
    wanted = request.GET.get("sortierung", "")
    key = wanted.removeprefix("-")
    if key not in orders:
        key, wanted = next(iter(orders)), ""
    fields = [*orders[key], "pk"]
    return rows.order_by(*(_reverse(f) for f in fields) if wanted.startswith("-") else fields)


def _reverse(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
