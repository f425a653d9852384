"""Calls by program, for members: what is asked, until when, and what came of it."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from allmende.portal.exchange.domain.calls import queries, states
from allmende.portal.exchange.enums import CallState
from allmende.portal.exchange.models import Call
from allmende.portal.organisations.models import Member

A_PAGE, LAST_PAGE, HIGHEST = 50, 10_000, 2**31 - 1
router = Router(tags=["Austausch"])


class Problem(Schema):
    """Ein Satz, der sagt, was nicht ging und was zu tun ist."""

    detail: str


PROBLEMS = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


class CallOut(Schema):
    id: int
    title: str
    topic: str
    state: str
    organisation: str
    opens_at: datetime | None
    closes_at: datetime | None
    places: int | None


class CallsOut(Schema):
    count: int
    page: int
    calls: list[CallOut]


class QuestionOut(Schema):
    label: str
    help: str
    required: bool
    longest: int


class CriterionOut(Schema):
    label: str
    help: str
    weight: int


class SelectedOut(Schema):
    number: int
    title: str
    organisation: str


class CallDetailOut(CallOut):
    text: str
    questions: list[QuestionOut]
    criteria: list[CriterionOut]
    result: str
    selected: list[SelectedOut]


@router.get(
    "/calls",
    response={200: CallsOut, **PROBLEMS},
    auth=django_auth,
    summary="Aufrufe, die Sie sehen, der späteste Einsendeschluss zuerst, je Seite 50",
)
def calls(
    request: HttpRequest, page: Annotated[int, Query(1, ge=1, le=LAST_PAGE)]
) -> dict[str, Any]:
    found = queries.visible(_member(request)).order_by("-closes_at", "-pk")
    start = (page - 1) * A_PAGE
    rows = [_call(one) for one in found[start : start + A_PAGE]]
    return {"count": found.count(), "page": page, "calls": rows}


@router.get(
    "/calls/{call}",
    response={200: CallDetailOut, **PROBLEMS},
    auth=django_auth,
    summary="Ein Aufruf; nach der Entscheidung mit den Ausgewählten",
)
def call(request: HttpRequest, call: int) -> dict[str, Any]:
    found = queries.one(_member(request), call) if call <= HIGHEST else None
    if found is None:
        raise Http404
    decided = states.state_of(found) == CallState.DECIDED
    selected = [
        {"number": one.number, "title": one.title, "organisation": str(one.organisation)}
        for one in queries.selected(found)
    ]
    return {
        **_call(found),
        "text": found.text,
        "questions": found.questions,
        "criteria": found.criteria,
        "result": found.result,
        "selected": selected if decided else [],
    }


def _member(request: HttpRequest) -> Member:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise HttpError(403, "Sie gehören noch zu keiner Organisation.")
    return member


def _call(one: Call) -> dict[str, Any]:
    names = ("title", "topic", "opens_at", "closes_at", "places")
    return {name: getattr(one, name) for name in names} | {
        "id": one.pk,
        "state": states.state_of(one).value,
        "organisation": str(one.organisation),
    }
