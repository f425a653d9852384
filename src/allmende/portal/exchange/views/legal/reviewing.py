"""The second person reads the draft and decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.exchange.domain.legal import differences, drafting, queries, reviewing
from allmende.portal.exchange.domain.legal.transitions import Step, allows
from allmende.portal.exchange.forms.legal.working import ReviewForm
from allmende.portal.exchange.models import AnswerDraft, LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.exchange.views.legal.access import question_view, trail
from allmende.portal.exchange.views.legal.detail import reasons
from allmende.portal.organisations.middleware import MemberRequest


@question_view(may=rules.may_serve)
def review(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    """Experts read the draft here, too; only reviewers decide."""
    draft = queries.draft(question)
    if draft is None:
        messages.error(request, "Zu dieser Frage gibt es zurzeit keinen Entwurf.")
        return redirect("legal-question", question.pk)
    form = ReviewForm(initial={"revision": draft.revision})
    if request.method != "POST":
        return _page(request, question, draft, form)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, question, draft, form, status=422)
    try:
        done = _decide(request, question, form)
    except Refused as refused:
        form.add_error(None, str(refused))
        status = 409 if isinstance(refused, Conflict) else 422
        question.refresh_from_db()
        return _page(request, question, queries.draft(question) or draft, form, status=status)
    messages.success(request, done)
    return redirect("legal-question", question.pk)


def _decide(request: MemberRequest, question: LegalQuestion, form: ReviewForm) -> str:
    given = form.cleaned_data
    if "freigeben" in request.POST:
        version = reviewing.approve(
            question, revision=given["revision"], by=request.member, note=given["note"]
        )
        return f"Fassung {version.number} ist veröffentlicht. Alle, die sie betrifft, wissen es."
    reviewing.send_back(question, note=given["note"], revision=given["revision"], by=request.member)
    return "Der Entwurf ist mit Ihrer Anmerkung zurückgegeben."


def _page(
    request: MemberRequest,
    question: LegalQuestion,
    draft: AnswerDraft,
    form: ReviewForm,
    *,
    status: int = 200,
) -> HttpResponse:
    member = request.member
    old = queries.current(question)
    context: dict[str, Any] = {
        "question": question,
        "draft": draft,
        "lands": differences.lands_of(draft),
        "reasons": reasons(draft.text),
        "form": form,
        "trail": trail(question),
        "old": old,
        "fields": differences.between(old, draft) if old else [],
        "is_submitted": allows(question.state, Step.PUBLISH),
        "may_decide": rules.may_review(member) and not reviewing.has_written(draft, member),
        "wrote": reviewing.has_written(draft, member),
        "gaps": drafting.gaps(question, draft),
    }
    return render(request, "exchange/legal/review.html", context, status=status)
