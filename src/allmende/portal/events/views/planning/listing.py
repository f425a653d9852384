"""The sessions that one may see: to come, past, own drafts; as a list, a month, a file."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.events.domain.planning import queries
from allmende.portal.events.forms.planning.filters import SessionFilter
from allmende.portal.events.models import Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.planning import month, showing
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest

ORDERS = {
    "termin": ["starts_at"],
    "titel": ["title"],
    "von": ["organisation__name", "starts_at"],
}
NEWEST_FIRST = {"termin": ["-starts_at"], **{k: v for k, v in ORDERS.items() if k != "termin"}}
HEADER = [
    "Titel",
    "Beginn",
    "Ende",
    "Stand",
    "Ort",
    "Veranstaltet von",
    "Reihe",
    "Themenfeld",
    "Plätze",
    "Vergeben",
]


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    which = form.cleaned_data.get("stand", "")
    found = _found(request, form)
    context: dict[str, Any] = {
        "filter": form,
        "may_plan": rules.may_plan(request.member),
        "as_month": request.GET.get("ansicht") == "monat",
    }
    if context["as_month"]:
        context["month"] = month.of(request, _narrowed(request, form, _everything(request, which)))
        context["count"] = context["month"].count
    else:
        orders = NEWEST_FIRST if which == "vergangen" else ORDERS
        page = page_of(request, ordered(request, found, orders))
        context |= {
            "page": page,
            "rows": [showing.facts(session) for session in page],
            "any": bool(page.paginator.count) or queries.visible_to(request.member).exists(),
        }
    return render(request, "events/planning/listing.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    found = _found(request, _filter(request)).order_by("starts_at", "pk")
    return csv_response("veranstaltungen.csv", header=HEADER, rows=_rows(found, request))


def _rows(found: QuerySet[Session], request: MemberRequest) -> Iterator[list[Any]]:
    """A series that the reader may not see is not named."""
    series = dict(queries.series_visible_to(request.member).values_list("pk", "title"))
    for session in found:
        yield [
            session.title,
            f"{timezone.localtime(session.starts_at):%d.%m.%Y %H:%M}",
            f"{timezone.localtime(session.ends_at):%d.%m.%Y %H:%M}",
            showing.badge(session)[0],
            showing.where(session),
            session.organisation,
            series.get(session.series_id or 0, ""),
            showing.topic_words(session.topic),
            session.capacity,
            session.taken,
        ]


def _filter(request: MemberRequest) -> SessionFilter:
    form = SessionFilter(request.GET, member=request.member)
    form.is_valid()
    return form


def _found(request: MemberRequest, form: SessionFilter) -> QuerySet[Session]:
    match form.cleaned_data.get("stand", ""):
        case "vergangen":
            found = queries.past(request.member)
        case "entwurf":
            found = queries.drafts(request.member)
        case _:
            found = queries.upcoming(request.member)
    return _narrowed(request, form, found)


def _everything(request: MemberRequest, which: str) -> QuerySet[Session]:
    """A month shows past and future alike."""
    if which == "entwurf":
        return queries.drafts(request.member)
    return queries.announced(request.member)


def _narrowed(
    request: MemberRequest, form: SessionFilter, found: QuerySet[Session]
) -> QuerySet[Session]:
    chosen = form.cleaned_data
    series, organisation = chosen.get("reihe"), chosen.get("von")
    return queries.narrowed(
        found,
        request.member,
        text=chosen.get("suche", ""),
        topic=chosen.get("thema", ""),
        series=series.pk if series else None,
        organisation=organisation.pk if organisation else None,
        mine=bool(chosen.get("meine")),
    )
