"""Which use case first: the ranked table, and the same as a picture."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import criteria, queries
from allmende.portal.register.domain.criteria import Portfolio, Rated
from allmende.portal.register.enums import STATE_BADGES, State
from allmende.portal.register.forms.record import RegisterFilter
from allmende.portal.register.views.portfolio_chart import chart

type Key = Callable[[Rated], Any]

ORDERS: dict[str, Key] = {
    "rang": lambda one: one.rank,
    "titel": lambda one: one.use_case.title.casefold(),
    "nutzen": lambda one: one.benefit,
    "aufwand": lambda one: one.effort,
    "reichweite": lambda one: one.use_case.user_count or 0,
}
HEADER = ["Rang", "Nummer", "Titel", "Stand", "Nutzen", "Aufwand", "Empfehlung", "Reichweite"]


@member_required
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    form, found = _chosen(request)
    rows = page_of(request, _ordered(request, found.ranked))
    context = {
        "filter": form,
        "page": rows,
        "rows": [(one, STATE_BADGES[State(one.use_case.state)]) for one in rows],
        "incomplete": found.incomplete,
        "chart": chart(found.ranked),
        "may_manage": rules.may_manage(request.member, request.member.organisation_id),
    }
    return render(request, "register/criteria/portfolio.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    _, found = _chosen(request)
    header = [*HEADER, "Bewertete Kriterien"]
    return csv_response("portfolio.csv", header=header, rows=_rows(found))


def _chosen(request: MemberRequest) -> tuple[RegisterFilter, Portfolio]:
    form = RegisterFilter(
        request.GET if request.GET else {"stand": "active"},
        organisation=request.member.organisation,
    )
    form.is_valid()
    chosen = form.cleaned_data
    office = chosen.get("amt")
    found = queries.find(
        request.member,
        text=chosen.get("suche", ""),
        state=chosen.get("stand", ""),
        field=chosen.get("feld", ""),
        office=str(office.pk) if office else "",
        mine=bool(chosen.get("meine")),
    )
    return form, criteria.portfolio(request.member, found)


def _ordered(request: MemberRequest, ranked: list[Rated]) -> list[Rated]:
    wanted = request.GET.get("sortierung", "")
    key = ORDERS.get(wanted.removeprefix("-"), ORDERS["rang"])
    return sorted(ranked, key=key, reverse=wanted.startswith("-"))


def _rows(found: Portfolio) -> Iterator[list[Any]]:
    for one in [*found.ranked, *found.incomplete]:
        case = one.use_case
        yield [
            one.rank or "",
            case.reference,
            case.title,
            case.get_state_display(),
            _number(one.benefit),
            _number(one.effort),
            one.advice or "unvollständig bewertet",
            case.user_count if case.user_count is not None else "",
            f"{one.scored} von {one.of}",
        ]


def _number(value: float | None) -> str:
    return "" if value is None else number_format(value, 2, use_l10n=True)
