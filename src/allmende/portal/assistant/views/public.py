"""Ask the town, without log-in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.assistant.domain import (
    answering,
    answers,
    limits,
    queries,
    service,
)
from allmende.portal.assistant.domain import (
    feedback as feedback_domain,
)
from allmende.portal.assistant.forms import AskForm, FeedbackForm
from allmende.portal.assistant.models import Question
from allmende.portal.assistant.views import place
from allmende.portal.organisations.access import organisation_or_404
from allmende.portal.organisations.models import Organisation

TOO_OFTEN = _("Das waren viele Rückmeldungen in kurzer Zeit. Bitte warten Sie eine Minute.")


@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    return _start(request, organisation_or_404(slug), AskForm())


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_or_404(slug)
    if request.method != "POST" or not service.is_on(organisation):
        return redirect("public-start", slug)
    form = AskForm(request.POST)
    if not limits.may_ask(request):
        return _start(request, organisation, form, status=429, too_often=True)
    if not form.is_valid():
        return _start(request, organisation, form, status=422)
    question = answering.ask(
        organisation, question=form.cleaned_data["question"], language=place.language()
    )
    return redirect("public-answer", slug, question.pk)


@require_safe
@never_cache
def answer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    organisation = organisation_or_404(slug)
    question = _question_or_404(organisation, pk)
    fragment = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "assistant/answer.html" + ("#swapped" if fragment else "")
    return render(request, template, _answer_context(organisation, question))


@require_POST
def feedback(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    organisation = organisation_or_404(slug)
    question = _question_or_404(organisation, pk)
    form = FeedbackForm(request.POST)
    if form.is_valid() and not limits.may_judge(request):
        form.add_error(None, TOO_OFTEN)
    if form.is_valid():
        feedback_domain.judge(question, **form.cleaned_data)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(f"{_address(organisation, question)}#rueckmeldung")
    context = _answer_context(organisation, question)
    if form.errors:
        context["feedback_form"] = form
    template = "assistant/answer.html" + ("#feedback" if request.htmx else "")  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.errors else 200)


def _start(
    request: HttpRequest,
    organisation: Organisation,
    form: AskForm,
    *,
    status: int = 200,
    too_often: bool = False,
) -> HttpResponse:
    """The start page; also the place for errors, with what was typed."""
    if not service.is_on(organisation):
        return render(request, "assistant/off.html", place.context(organisation))
    context = place.context(organisation) | {
        "form": form,
        "topics": place.topics(organisation),
        "too_often": too_often,
    }
    if status != 200:
        form.focus()
    fragment = bool(request.htmx) and status != 200  # type: ignore[attr-defined]
    template = "assistant/start.html" + ("#form" if fragment else "")
    response = render(request, template, context, status=status)
    if fragment:
        response["HX-Retarget"], response["HX-Reswap"] = "#ask", "outerHTML"
        response["HX-Push-Url"] = "false"
    if too_often:
        response["Retry-After"] = str(limits.MINUTE)
    return response


def _answer_context(organisation: Organisation, question: Question) -> dict[str, Any]:
    return place.context(organisation) | {
        "form": AskForm(),
        "question": question,
        "answer": answers.show(question, member=None),
        "feedback_form": FeedbackForm(initial={"verdict": "not_helpful"}),
        "source_page": "public-source",
        "feedback_page": "public-feedback",
    }


def _question_or_404(organisation: Organisation, pk: UUID) -> Question:
    question = queries.public_question(organisation, pk)
    if question is None:
        raise Http404
    question.organisation = organisation  # already fetched, with the one above it
    return question


def _address(organisation: Organisation, question: Question) -> str:
    return reverse("public-answer", args=[organisation.slug, question.pk])
