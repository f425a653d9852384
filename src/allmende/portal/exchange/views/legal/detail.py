"""One question with its answer, versions, history and what to do next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain import links
from allmende.portal.core.markdown import to_html
from allmende.portal.exchange.domain.legal import (
    asking,
    differences,
    printing,
    queries,
    recording,
    reviewing,
)
from allmende.portal.exchange.domain.legal.finding import ANSWER
from allmende.portal.exchange.domain.legal.transitions import Step, allows
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.exchange.views.legal.access import BADGES, question_view, trail
from allmende.portal.organisations.enums import TOPICS, State
from allmende.portal.organisations.middleware import MemberRequest


@question_view()
@require_safe
def detail(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    member = request.member
    answer = queries.current(question)
    serves = rules.may_serve(member)
    context = {
        "question": question,
        "badge": BADGES[question.state],  # type: ignore[index]  # a str that is one of the enum
        "topic": TOPICS.get(question.topic, question.topic),
        "land": str(State(question.land).label) if question.land in State.values else "",
        "concerned": queries.concerned([question])[question.pk],
        "asker": asking.asker_of(question, member),
        "asked": rules.has_asked(member, question),
        "me_too": asking.says_me_too(question, member),
        "hears": asking.hears(question, member),
        "answer": shown(answer) if answer else None,
        "versions": queries.versions(question),
        "merged": queries.questions(member).filter(merged_into=question),
        "linked": _linked(request, question),
        "history": recording.history(question),
        "reviews": question.reviews.select_related("reviewer") if serves else [],
        "next": _steps(request, question, answer),
    }
    return render(request, "exchange/legal/question.html", context)


@question_view()
@require_safe
def version(request: MemberRequest, question: LegalQuestion, number: int) -> HttpResponse:
    found = version_or_404(question, number)
    context = {"question": question, "answer": shown(found), "trail": trail(question)}
    context["here"] = f"Fassung {found.number}"
    return render(request, "exchange/legal/version.html", context)


@question_view()
@require_safe
def compare(request: MemberRequest, question: LegalQuestion, number: int) -> HttpResponse:
    """What this version changed in the one before."""
    new, old = version_or_404(question, number), version_or_404(question, number - 1)
    fields = differences.between(old, new)
    context = {"question": question, "old": old, "new": new, "fields": fields}
    return render(request, "exchange/legal/compare.html", context | {"trail": trail(question)})


@question_view()
@require_safe
def file(
    _request: MemberRequest, question: LegalQuestion, number: int, form: Format
) -> HttpResponse:
    return respond(printing.as_document(version_or_404(question, number)), form)


def version_or_404(question: LegalQuestion, number: int) -> AnswerVersion:
    found = queries.versions(question).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def facts(version: AnswerVersion) -> dict[str, Any]:
    """What a list says of a version."""
    return {
        "version": version,
        "lands": differences.lands_of(version),
        "topic": TOPICS.get(version.topic, version.topic),
    }


def shown(version: AnswerVersion, *, names: bool = True) -> dict[str, Any]:
    """Members read who has written and reviewed it, under the names of today."""
    found = facts(version) | {"reasons": reasons(version.text)}
    if names:
        found["drafted_by"] = str(version.drafted_by or version.drafted_by_label)
        found["reviewed_by"] = str(version.reviewed_by or version.reviewed_by_label)
    return found


def reasons(markdown: str) -> SafeString:
    """Its headings stand below "Begründung"."""
    html = str(to_html(markdown))
    for level in (3, 2):
        html = html.replace(f"h{level}>", f"h{level + 1}>")
    return mark_safe(html)  # noqa: S308 -- cleaned by to_html


def _linked(request: MemberRequest, question: LegalQuestion) -> list[Any]:
    """Of the question and of its answer, each thing once."""
    ends = ((queries.KIND, str(question.pk)), (ANSWER, str(question.pk)))
    return [one for near in ends for one in links.of(request.member, *near)]


def _steps(
    request: MemberRequest, question: LegalQuestion, answer: AnswerVersion | None
) -> dict[str, Any]:
    """What this person can do now."""
    member, state = request.member, question.state
    works, reviews = rules.may_work(member), rules.may_review(member)
    draft = queries.draft(question) if works or reviews else None
    valid = answer is not None and answer.withdrawn_at is None
    return {
        "sight": works and allows(state, Step.SIGHT),
        "merge": works and allows(state, Step.MERGE),
        "separate": works and allows(state, Step.SEPARATE),
        "take_on": works and allows(state, Step.TAKE_ON),
        "write": works and draft is not None and allows(state, Step.REWORK),
        "assign": works and allows(state, Step.REWORK),
        "review": reviews and allows(state, Step.PUBLISH),
        "wrote": reviewing.has_written(draft, member),
        "outdate": works
        and valid
        and bool(answer and not answer.outdated_at)
        and allows(state, Step.OUTDATE),
        "withdraw": (works or reviews) and valid and allows(state, Step.WITHDRAW),
        "change": rules.may_change(member, question),
        "retract": rules.may_retract(member, question)
        and answer is None
        and allows(state, Step.RETRACT),
        "draft": draft,
    }
