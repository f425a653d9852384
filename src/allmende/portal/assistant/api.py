"""Ask by program: the same answers as on the pages, with the same limits."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from allmende.portal.assistant.domain import answering, answers, limits, queries, service
from allmende.portal.assistant.models import Question
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member, Organisation

router = Router(tags=["Fragen"])

NOTE = "Von einer KI ausgewählt: wörtliche Auszüge aus den Quellen."
TOO_OFTEN = "Das waren viele Fragen in kurzer Zeit. Bitte warten Sie eine Minute."


class Asked(Schema):
    question: str


class OfficeOut(Schema):
    name: str
    phone: str
    email: str
    hours: str


class ExcerptOut(Schema):
    passage_id: int
    heading_path: list[str]
    page: int | None
    mark: str
    sentences: list[str]


class SourceOut(Schema):
    document_id: int
    title: str
    organisation: str
    audience: str
    dated: date | None
    recognised: bool
    office: OfficeOut | None
    excerpts: list[ExcerptOut]

    @staticmethod
    def resolve_organisation(source: Any) -> str:
        return str(source.organisation)


class AnswerOut(Schema):
    """``quoted`` is empty where ``answered`` is false; ``nearest`` are documents to look at."""

    id: UUID
    question: str
    answered: bool
    note: str
    quoted: list[SourceOut]
    nearest: list[SourceOut]
    offices: list[OfficeOut]


class Problem(Schema):
    detail: str


PROBLEMS = {400: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem}


@router.post(
    "/organisations/{slug}/questions",
    response={200: AnswerOut, **PROBLEMS},
    auth=None,
    summary="Öffentliche Quellen einer Organisation fragen",
)
def ask_public(request: HttpRequest, slug: str, asked: Asked) -> dict[str, Any]:
    organisation = organisations.organisation_by_slug(slug)
    if organisation is None:
        raise Http404
    return _ask(request, organisation, asked, member=None)


@router.post(
    "/questions",
    response={200: AnswerOut, 401: Problem, 403: Problem, **PROBLEMS},
    auth=django_auth,
    summary="Interne und öffentliche Quellen der eigenen Organisation fragen",
)
def ask_own(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    member = _member(request)
    return _ask(request, member.organisation, asked, member=member)


@router.get(
    "/questions/{pk}",
    response={200: AnswerOut, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
    auth=django_auth,
    summary="Eine eigene Antwort noch einmal lesen",
)
def read_own(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    member = _member(request)
    question = queries.own_questions(member).filter(pk=pk).first()
    if question is None:
        raise Http404
    return _out(question, member)


def _ask(
    request: HttpRequest, organisation: Organisation, asked: Asked, *, member: Member | None
) -> dict[str, Any]:
    if not limits.may_ask(request):
        raise HttpError(429, TOO_OFTEN)
    try:
        question = answering.ask(organisation, question=asked.question, member=member)
    except service.ServiceOff as off:
        raise HttpError(409, str(off)) from off
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused
    return _out(question, member)


def _out(question: Question, member: Member | None) -> dict[str, Any]:
    shown = answers.show(question, member=member)
    return {
        "id": question.pk,
        "question": question.text,
        "answered": shown.answered,
        "note": NOTE,
        "quoted": shown.quoted,
        "nearest": shown.nearest,
        "offices": shown.offices,
    }


def _member(request: HttpRequest) -> Member:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise HttpError(403, "Sie gehören noch zu keiner Organisation.")
    return member
