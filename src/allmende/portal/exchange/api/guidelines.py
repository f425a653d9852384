"""Guidelines by program: the public ones for everybody, for members all that they may read."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from allmende.portal.exchange.domain.guidelines import queries
from allmende.portal.exchange.models import Guideline, GuidelineVersion
from allmende.portal.organisations.models import Member

A_PAGE, LAST_PAGE, HIGHEST = 50, 10_000, 2**31 - 1
router = Router(tags=["Austausch"])


class Problem(Schema):
    """Ein Satz, der sagt, was nicht ging und was zu tun ist."""

    detail: str


class GuidelineOut(Schema):
    id: int
    title: str
    summary: str
    kind: str
    topic: str
    state: str
    organisation: str
    version: int | None = Field(description="Nummer der neuesten Fassung")
    updated_at: datetime


class GuidelinesOut(Schema):
    count: int
    page: int
    guidelines: list[GuidelineOut]


class VersionOut(Schema):
    """Eine veröffentlichte Fassung; sie ändert sich nie."""

    guideline: int
    number: int
    title: str
    text: str = Field(description="Markdown")
    change_note: str
    published_at: datetime


class AdoptionOut(Schema):
    organisation: str
    version: int
    since: date


class GuidelineDetailOut(GuidelineOut):
    newest: VersionOut | None
    adoptions: list[AdoptionOut]


@router.get(
    "/guidelines",
    response={200: GuidelinesOut, 422: Problem},
    auth=None,
    summary="Leitlinien mit mindestens einer Fassung oder Konsultation, je Seite 50",
)
def guidelines(
    request: HttpRequest, page: Annotated[int, Query(1, ge=1, le=LAST_PAGE)]
) -> dict[str, Any]:
    found = queries.with_facts(queries.visible(_reader(request))).order_by("title", "pk")
    start = (page - 1) * A_PAGE
    rows = [_guideline(one) for one in found.defer("text")[start : start + A_PAGE]]
    return {"count": found.count(), "page": page, "guidelines": rows}


@router.get(
    "/guidelines/{guideline}",
    response={200: GuidelineDetailOut, 404: Problem, 422: Problem},
    auth=None,
    summary="Eine Leitlinie mit ihrer neuesten Fassung, und wo sie gilt",
)
def guideline(request: HttpRequest, guideline: int) -> dict[str, Any]:
    found = _or_404(request, guideline)
    newest = queries.newest(found)
    adoptions = [
        {"organisation": str(one.organisation), "version": one.version.number, "since": one.since}
        for one in queries.adoptions_of(found)
    ]
    told = _version(newest) if newest else None
    return {**_guideline(found), "newest": told, "adoptions": adoptions}


@router.get(
    "/guidelines/{guideline}/versions/{number}",
    response={200: VersionOut, 404: Problem, 422: Problem},
    auth=None,
    summary="Eine Fassung einer Leitlinie",
)
def version(request: HttpRequest, guideline: int, number: int) -> dict[str, Any]:
    found = _or_404(request, guideline)
    one = queries.version(found, number) if number <= HIGHEST else None
    if one is None:
        raise Http404
    return _version(one)


def _reader(request: HttpRequest) -> Member | None:
    member: Member | None = getattr(request, "member", None)
    return member


def _or_404(request: HttpRequest, pk: int) -> Guideline:
    found = queries.one(_reader(request), pk) if pk <= HIGHEST else None
    if found is None:
        raise Http404
    return found


def _guideline(one: Guideline) -> dict[str, Any]:
    names = ("title", "summary", "kind", "topic", "updated_at")
    return {name: getattr(one, name) for name in names} | {
        "id": one.pk,
        "state": queries.state_of(one).value,
        "organisation": str(one.organisation),
        "version": getattr(one, "latest", None),
    }


def _version(one: GuidelineVersion) -> dict[str, Any]:
    names = ("number", "title", "text", "change_note", "published_at")
    return {name: getattr(one, name) for name in names} | {"guideline": one.guideline_id}
