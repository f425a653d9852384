"""The list of guidelines, and one of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain import linking, sharing
from allmende.portal.exchange.domain.guidelines import queries
from allmende.portal.exchange.domain.guidelines.queries import KIND
from allmende.portal.exchange.enums import GuidelineState
from allmende.portal.exchange.forms.guidelines.writing import GuidelineFilter
from allmende.portal.exchange.models import Guideline
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.exchange.views import trails
from allmende.portal.exchange.views.guidelines.access import HERE, guideline_view
from allmende.portal.exchange.views.guidelines.shown import STATE_BADGES
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.middleware import MemberRequest

ORDERS = {
    "geaendert": ["-updated_at"],
    "titel": ["title"],
    "art": ["kind", "title"],
    "thema": ["topic", "title"],
    "organisation": ["organisation__name", "title"],
}
COLUMNS = [
    *("Titel", "Art", "Themenfeld", "Stand", "Fassung", "Organisation", "Sichtbar für"),
    *("Bei uns gilt Fassung", "Worum es geht"),
]


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page = page_of(request, ordered(request, _found(request, form), ORDERS))
    context = {
        "filter": form,
        "page": page,
        "rows": [_row(one) for one in page],
        "narrowed": any(form.cleaned_data.values()),
    }
    return render(request, "exchange/guidelines/list.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    found = ordered(request, _found(request, _filter(request)), ORDERS)
    return csv_response("leitlinien.csv", header=COLUMNS, rows=_lines(found))


@guideline_view()
@require_safe
def detail(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    member = request.member
    writes = rules.may_write(member, guideline)
    versions = list(queries.versions_of(guideline).defer("text"))
    newest = queries.newest(guideline)
    now = timezone.now()
    windows = list(queries.consultations_of(guideline, writes=writes).defer("text"))
    state = queries.state_of(guideline)
    context = {
        "guideline": guideline,
        "state": state,
        "badge": STATE_BADGES[state],
        "topic": TOPICS.get(guideline.topic, guideline.topic),
        "author": sharing.name_of(guideline),
        "newest": newest,
        "html": as_html(newest.text) if newest else "",
        "versions": versions,
        "is_ahead": bool(newest and newest.text != guideline.text),
        "working_html": as_html(guideline.text) if writes and not newest else "",
        "windows": [(one, _phase(one, now)) for one in windows],
        "open_window": next((w for w in windows if w.opens_at <= now < w.closes_at), None),
        "pending": any(w.closes_at > now for w in windows),
        "writers": list(guideline.writers.order_by("name")),
        "adoptions": list(queries.adoptions_of(guideline)),
        "own_adoption": queries.adoption_in(guideline, member.organisation_id),
        "may": {
            "write": writes,
            "publish": rules.may_publish(member, guideline),
            "adopt": rules.may_adopt(member) and state != GuidelineState.WITHDRAWN,
        },
        "follows": sharing.follows(member, KIND, guideline.pk),
        "tied": linking.tied(member, (KIND, str(guideline.pk))),
        "history": trails.history(guideline, without="exchange.paragraph_") if writes else [],
    }
    return render(request, "exchange/guidelines/detail.html", context)


@guideline_view()
@require_POST
def follow(request: MemberRequest, guideline: Guideline) -> HttpResponse:
    return trails.toggle_follow(request, KIND, guideline.pk, f"{HERE}{guideline.pk}/")


def _phase(window: Any, now: Any) -> tuple[str, str]:
    if now < window.opens_at:
        return "angesetzt", "info"
    return ("läuft", "success") if now < window.closes_at else ("beendet", "info")


def _filter(request: MemberRequest) -> GuidelineFilter:
    form = GuidelineFilter(request.GET)
    form.is_valid()
    return form


def _found(request: MemberRequest, form: GuidelineFilter) -> QuerySet[Guideline]:
    chosen = form.cleaned_data
    return queries.find(
        request.member,
        text=chosen.get("suche", ""),
        kind=chosen.get("art", ""),
        topic=chosen.get("thema", ""),
        state=chosen.get("stand", ""),
        adopted=bool(chosen.get("uebernommen")),
    ).defer("text")


def _row(one: Any) -> dict[str, Any]:
    state = queries.state_of(one)
    return {
        "guideline": one,
        "topic": TOPICS.get(one.topic, one.topic),
        "state": state.label,
        "badge": STATE_BADGES[state],
        "outdated": bool(one.adopted_number and one.adopted_number < one.latest),
    }


def _lines(found: QuerySet[Guideline]) -> Iterator[list[Any]]:
    rows: Any = found
    for one in rows:
        yield [
            one.title,
            one.get_kind_display(),
            TOPICS.get(one.topic, one.topic),
            queries.state_of(one).label,
            one.latest or "",
            str(one.organisation),
            one.group or one.get_audience_display(),
            one.adopted_number or "",
            one.summary,
        ]
