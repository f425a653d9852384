"""The list of calls, and one of them as its audience sees it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.core.markdown import posted as as_html
from allmende.portal.exchange.domain import linking, sharing
from allmende.portal.exchange.domain.calls import organising, printing, queries, states
from allmende.portal.exchange.domain.calls.queries import KIND
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.forms.calls.organising import CallFilter
from allmende.portal.exchange.models import Call
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.exchange.views import trails
from allmende.portal.exchange.views.calls.access import HERE, call_view
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.middleware import MemberRequest

STATE_BADGES = {
    CallState.DRAFT: "info",
    CallState.OPEN: "success",
    CallState.JURY: "info",
    CallState.DECIDED: "info",
    CallState.CANCELLED: "danger",
}
SUBMISSION_BADGES = {
    SubmissionState.DRAFT: "warning",
    SubmissionState.SUBMITTED: "success",
    SubmissionState.WITHDRAWN: "info",
    SubmissionState.SELECTED: "success",
    SubmissionState.RESERVE: "info",
    SubmissionState.DECLINED: "danger",
}
ORDERS = {
    "schluss": ["-closes_at"],
    "titel": ["title"],
    "thema": ["topic", "title"],
    "organisation": ["organisation__name", "title"],
}
COLUMNS = ["Titel", "Themenfeld", "Stand", "Beginn", "Einsendeschluss", "Plätze", "Organisation"]


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
        "may_organise": rules.may_organise(request.member),
    }
    return render(request, "exchange/calls/list.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    found = ordered(request, _found(request, _filter(request)), ORDERS)
    return csv_response("aufrufe.csv", header=COLUMNS, rows=_lines(found))


@call_view()
@require_safe
def detail(request: MemberRequest, call: Call) -> HttpResponse:
    member = request.member
    now = timezone.now()
    state = states.state_of(call, now)
    manages = rules.may_manage(member, call)
    juror = rules.juror_of(member, call)
    own = [
        (one, SUBMISSION_BADGES[SubmissionState(one.state)]) for one in queries.own(member, call)
    ]
    context = {
        "call": call,
        "state": state,
        "badge": STATE_BADGES[state],
        "topic": TOPICS.get(call.topic, ""),
        "author": sharing.name_of(call),
        "html": as_html(call.text),
        "result": as_html(call.result),
        "now": now,
        "has_begun": states.has_begun(call, now),
        "is_open": states.takes_submissions(call, now),
        "own": own,
        "selected": list(queries.selected(call)) if state == CallState.DECIDED else [],
        "juror": juror,
        "may": {
            "manage": manages,
            "submit": rules.may_submit(member, call),
            "see_scores": rules.may_see_scores(member, call),
        },
        "missing": organising.missing(call) if manages and state == CallState.DRAFT else [],
        "jurors": list(queries.jurors_of(call)) if manages else [],
        "count": queries.judged(call).count() if manages else None,
        "follows": sharing.follows(member, KIND, call.pk),
        "tied": linking.tied(member, (KIND, str(call.pk))),
        "history": trails.history(call) if manages else [],
    }
    return render(request, "exchange/calls/detail.html", context)


@call_view()
@require_safe
def document(_: MemberRequest, call: Call, kind: str) -> HttpResponse:
    """The result, once there is one."""
    if kind not in Format or states.state_of(call) != CallState.DECIDED:
        raise Http404
    return respond(printing.result(call), Format(kind))


@call_view()
@require_POST
def follow(request: MemberRequest, call: Call) -> HttpResponse:
    return trails.toggle_follow(request, KIND, call.pk, f"{HERE}{call.pk}/")


def _filter(request: MemberRequest) -> CallFilter:
    form = CallFilter(request.GET)
    form.is_valid()
    return form


def _found(request: MemberRequest, form: CallFilter) -> QuerySet[Call]:
    chosen = form.cleaned_data
    return queries.find(
        request.member,
        text=chosen.get("suche", ""),
        topic=chosen.get("thema", ""),
        state=chosen.get("stand", ""),
    )


def _row(call: Call) -> dict[str, Any]:
    state = states.state_of(call)
    planned = state == CallState.OPEN and not states.has_begun(call)
    return {
        "call": call,
        "topic": TOPICS.get(call.topic, "–"),
        "state": "beginnt bald" if planned else state.label,
        "badge": STATE_BADGES[state],
    }


def _lines(found: QuerySet[Call]) -> Iterator[list[Any]]:
    for one in found:
        yield [
            one.title,
            TOPICS.get(one.topic, ""),
            states.state_of(one).label,
            states.moment(one.opens_at),
            states.moment(one.closes_at),
            one.places,
            str(one.organisation),
        ]
