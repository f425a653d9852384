"""Reviewed answers for programs: the public ones without log-in, for members those of the network.
Who has asked is not among it.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from allmende.portal.exchange.domain.legal import listing, queries
from allmende.portal.exchange.domain.texts import line
from allmende.portal.exchange.models import AnswerVersion
from allmende.portal.organisations.models import Member

A_PAGE = 50
LAST_PAGE = 10_000
PageNumber = Annotated[int, Query(1, ge=1, le=LAST_PAGE, description="Seite, ab 1")]
router = Router()


class LegalProblem(Schema):
    """Ein Satz, der sagt, was nicht ging und was zu tun ist."""

    detail: str


PROBLEMS = {404: LegalProblem, 422: LegalProblem}


class SourceOut(Schema):
    title: str
    place: str
    url: str


class LegalAnswerOut(Schema):
    """Die gültige Fassung. Keine Rechtsberatung im Einzelfall."""

    id: int
    version: int
    title: str
    topic: str
    lands: list[str] = Field(description="Kürzel der Länder; leer: ganz Deutschland")
    short: str
    text: str = Field(description="Begründung in Markdown")
    sources: list[SourceOut]
    valid_on: date | None = Field(description="Rechtsstand")
    review_on: date | None = Field(description="Nächste Überprüfung")
    outdated: bool
    outdated_reason: str
    audience: str
    change_note: str
    published: datetime
    url: str


class LegalAnswersOut(Schema):
    count: int
    page: int
    answers: list[LegalAnswerOut]


class AnswerFilters(Schema):
    q: str = Field("", max_length=200, description="Wörter, mit deutscher Grammatik gesucht")
    topic: str = Field("", max_length=40, description="Themenfeld, z. B. koki:law")
    land: str = Field("", max_length=2, description="Land, z. B. BW")


@router.get(
    "/legal-answers",
    response={200: LegalAnswersOut, **PROBLEMS},
    auth=None,
    summary="Geprüfte Antworten auf Rechtsfragen, je Seite 50",
)
def answers(
    request: HttpRequest, filters: Annotated[AnswerFilters, Query(...)], page: PageNumber
) -> dict[str, Any]:
    member: Member | None = getattr(request, "member", None)
    text, topic, land = line(filters.q), line(filters.topic), line(filters.land)
    found = listing.answers(_visible(member), topic=topic, land=land)
    start = (page - 1) * A_PAGE
    if text:
        there = set(found.values_list("question_id", flat=True))
        ids = [pk for pk in listing.answer_ids(text, member=member) if pk in there]
        shown = ids[start : start + A_PAGE]
        rows = listing.in_order(shown, list(found.filter(question__in=shown)), "question_id")
        return _page(request, rows, len(ids), page)
    rows = list(found.order_by("-published_at", "-pk")[start : start + A_PAGE])
    return _page(request, rows, found.count(), page)


@router.get(
    "/legal-answers/{pk}",
    response={200: LegalAnswerOut, **PROBLEMS},
    auth=None,
    summary="Eine geprüfte Antwort; angemeldet auch solche nur für das Netzwerk",
)
def answer(request: HttpRequest, pk: Annotated[int, Field(ge=1, le=2**62)]) -> dict[str, Any]:
    version = _visible(getattr(request, "member", None)).filter(question=pk).first()
    if version is None:
        raise Http404
    return _out(request, version)


def _visible(member: Member | None) -> Any:
    return queries.valid_answers(member) if member else queries.public_answers()


def _page(request: HttpRequest, rows: list[AnswerVersion], count: int, page: int) -> dict[str, Any]:
    return {"count": count, "page": page, "answers": [_out(request, row) for row in rows]}


def _out(request: HttpRequest, version: AnswerVersion) -> dict[str, Any]:
    names = ("title", "topic", "lands", "short", "text", "sources", "valid_on", "review_on")
    is_public = version.audience == "public"
    name = "legal-answer" if is_public else "legal-question"
    return {key: getattr(version, key) for key in names} | {
        "id": version.question_id,
        "version": version.number,
        "outdated": version.outdated_at is not None,
        "outdated_reason": version.outdated_reason,
        "audience": version.audience,
        "change_note": version.change_note,
        "published": version.published_at,
        "url": request.build_absolute_uri(reverse(name, args=[version.question_id])),
    }
