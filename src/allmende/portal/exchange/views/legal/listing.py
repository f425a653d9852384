"""Legal questions of the network as a list."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.exchange.domain.legal import listing as lists
from allmende.portal.exchange.domain.legal import queries
from allmende.portal.exchange.forms.legal.filters import QuestionFilter
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.exchange.views.legal.access import BADGES
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import TOPICS, State
from allmende.portal.organisations.middleware import MemberRequest

ORDERS = {
    "neu": ["-created_at"],
    "titel": ["title"],
    "stand": ["state", "-created_at"],
    "thema": ["topic", "title"],
    "betrifft": ["others", "created_at"],
}
COLUMNS = [
    "Nummer",
    "Frage",
    "Themenfeld",
    "Land",
    "Stand",
    "Betrifft Organisationen",
    "Gestellt am",
    "Gestellt von",
    "Fassung",
    "Rechtsstand",
    "Nächste Überprüfung",
]
A_PART = 500


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page, questions = _page(request, form)
    context = {
        "filter": form,
        "page": page,
        "rows": _rows(request, questions),
        "by_words": _by_words(request, form),
        "serves": rules.may_serve(request.member),
    }
    return render(request, "exchange/legal/list.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    found = ordered(request, queries.with_concerned(_found(request, _filter(request))), ORDERS)
    return csv_response("rechtsfragen.csv", header=COLUMNS, rows=_lines(request, found))


def _filter(request: MemberRequest) -> QuestionFilter:
    form = QuestionFilter(request.GET)
    form.is_valid()
    return form


def _found(request: MemberRequest, form: QuestionFilter) -> QuerySet[LegalQuestion]:
    chosen = form.cleaned_data
    found = lists.questions(
        request.member,
        text=chosen.get("suche", ""),
        state=chosen.get("stand", ""),
        topic=chosen.get("thema", ""),
        land=chosen.get("land", ""),
        mine=bool(chosen.get("meine")),
    )
    return found.select_related("organisation")


def _by_words(request: MemberRequest, form: QuestionFilter) -> bool:
    return bool(form.cleaned_data.get("suche")) and "sortierung" not in request.GET


def _page(request: MemberRequest, form: QuestionFilter) -> tuple[Page[Any], list[LegalQuestion]]:
    """The best first, unless another order is chosen."""
    found = _found(request, form)
    if not _by_words(request, form):
        page = page_of(request, ordered(request, queries.with_concerned(found), ORDERS))
        return page, list(page.object_list)
    there = set(found.values_list("pk", flat=True))
    ids = lists.ranked(form.cleaned_data["suche"], request.member)
    page = page_of(request, [pk for pk in ids if pk in there])
    shown = list(page.object_list)
    return page, lists.in_order(shown, list(found.filter(pk__in=shown)), "pk")


def _rows(request: MemberRequest, questions: list[LegalQuestion]) -> list[dict[str, Any]]:
    counts = queries.concerned(questions)
    answers = _answers(request, questions)
    return [
        {
            "question": one,
            "badge": BADGES[one.state],  # type: ignore[index]  # a str that is one of the enum
            "topic": TOPICS.get(one.topic, one.topic),
            "land": _land(one),
            "concerned": counts[one.pk],
            "answer": answers.get(one.pk),
        }
        for one in questions
    ]


def _answers(request: MemberRequest, questions: list[LegalQuestion]) -> dict[int, AnswerVersion]:
    found = queries.valid_answers(request.member).filter(question__in=questions)
    return {one.question_id: one for one in found.defer("text", "sources")}


def _land(question: LegalQuestion) -> str:
    return str(State(question.land).label) if question.land in State.values else ""


def _lines(request: MemberRequest, found: QuerySet[LegalQuestion]) -> Iterator[list[Any]]:
    """In parts, so that counts and answers are looked up for many at once."""
    rows = list(found)
    for start in range(0, len(rows), A_PART):
        for row in _rows(request, rows[start : start + A_PART]):
            yield _line(row)


def _line(row: dict[str, Any]) -> list[Any]:
    question, answer = row["question"], row["answer"]
    return [
        question.pk,
        question.title,
        row["topic"],
        row["land"] or "ganz Deutschland",
        question.get_state_display(),
        row["concerned"],
        f"{localtime(question.created_at):%d.%m.%Y}",
        str(question.organisation) if question.shows_organisation else "",
        answer.number if answer else "",
        f"{answer.valid_on:%d.%m.%Y}" if answer and answer.valid_on else "",
        f"{answer.review_on:%d.%m.%Y}" if answer and answer.review_on else "",
    ]
