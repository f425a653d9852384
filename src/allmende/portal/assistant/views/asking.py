"""Ask the own knowledge: internal, of the network, and public."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.assistant.domain import answering, answers, limits, queries, service
from allmende.portal.assistant.domain import feedback as feedback_domain
from allmende.portal.assistant.forms import AskForm, FeedbackForm
from allmende.portal.assistant.models import Question
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest

RECENT = 25


@member_required
@never_cache
def ask(request: MemberRequest) -> HttpResponse:
    if not service.is_on(request.member.organisation):
        return render(request, "assistant/ask_off.html", {"url": reverse("tools")})
    if request.method != "POST":
        return _page(request, AskForm())
    form = AskForm(request.POST)
    if not limits.may_ask(request):
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form, status=422)
    question = answering.ask(
        request.member.organisation,
        question=form.cleaned_data["question"],
        member=request.member,
    )
    return redirect("ask-answer", question.pk)


@member_required
@never_cache
@require_safe
def answer(request: MemberRequest, pk: UUID) -> HttpResponse:
    question = _own_or_404(request, pk)
    fragment = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "assistant/own_answer.html" + ("#swapped" if fragment else "")
    return render(request, template, _answer_context(request, question))


@member_required
@require_POST
def feedback(request: MemberRequest, pk: UUID) -> HttpResponse:
    question = _own_or_404(request, pk)
    form = FeedbackForm(request.POST)
    if form.is_valid():
        feedback_domain.judge(question, by=request.member, **form.cleaned_data)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(f"{reverse('ask-answer', args=[pk])}#rueckmeldung")
    context = _answer_context(request, question)
    if form.errors:
        context["feedback_form"] = form
    template = "assistant/own_answer.html" + ("#feedback" if request.htmx else "")  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.errors else 200)


@member_required
@require_POST
def delete(request: MemberRequest, pk: UUID) -> HttpResponse:
    feedback_domain.forget(_own_or_404(request, pk), by=request.member)
    return redirect("ask")


def _page(request: MemberRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "too_often": status == 429,
        "questions": queries.own_questions(request.member)[:RECENT],
    }
    if status != 200:
        form.focus()
    fragment = bool(request.htmx) and status != 200  # type: ignore[attr-defined]
    template = "assistant/ask.html" + ("#form" if fragment else "")
    response = render(request, template, context, status=status)
    if fragment:
        response["HX-Retarget"], response["HX-Reswap"] = "#ask", "outerHTML"
        response["HX-Push-Url"] = "false"
    return response


def _answer_context(request: MemberRequest, question: Question) -> dict[str, Any]:
    return {
        "form": AskForm(),
        "question": question,
        "answer": answers.show(question, member=request.member),
        "feedback_form": FeedbackForm(initial={"verdict": "not_helpful"}),
    }


def _own_or_404(request: MemberRequest, pk: UUID) -> Question:
    return get_object_or_404(queries.own_questions(request.member), pk=pk)
