"""What every view of one question needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import posted
from allmende.portal.exchange.domain.legal import queries
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.forms.legal.asking import ReasonForm
from allmende.portal.exchange.models import LegalQuestion
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest

type View[**P] = Callable[Concatenate[MemberRequest, LegalQuestion, P], HttpResponseBase]

BADGES = {
    LegalState.ASKED: "info",
    LegalState.SIGHTED: "info",
    LegalState.MERGED: "info",
    LegalState.DRAFTING: "warning",
    LegalState.REVIEWING: "warning",
    LegalState.PUBLISHED: "success",
    LegalState.OUTDATED: "warning",
    LegalState.WITHDRAWN: "danger",
}


def question_view[**P](*, may: Callable[..., bool] | None = None) -> Callable[[View[P]], Plain]:
    """Fetch ``pk`` inside the member's scope (else 404) and check ``may`` (else 403)."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            question = queries.question(request.member, pk)
            if question is None:
                raise Http404
            if may:
                require(may, request.member)
            return view(request, question, **kwargs)  # type: ignore[call-arg]

        return member_required(guarded)  # type: ignore[arg-type]

    return decorate


def trail(question: LegalQuestion | None = None) -> list[tuple[str, str]]:
    """The breadcrumb above a page of one question."""
    steps = [("Rechtsfragen", "/austausch/rechtsfragen/")]
    if question:
        steps.append((question.title, f"/austausch/rechtsfragen/{question.pk}/"))
    return steps


def act(
    request: MemberRequest, question: LegalQuestion, action: Callable[[], object], done: str
) -> HttpResponse:
    """A button: what is refused stands above the page that is shown next."""
    try:
        action()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("legal-question", question.pk)


def reason_page(
    request: MemberRequest,
    question: LegalQuestion,
    action: Callable[[str], object],
    *,
    done: str,
    **words: str,
) -> HttpResponse:
    """A step that needs a reason; ``words``: title, intro and submit of the page."""
    form, status = ReasonForm(posted(request)), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                action(form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409 if isinstance(refused, Conflict) else 422
            else:
                messages.success(request, done)
                return redirect("legal-question", question.pk)
    context = {"form": form, "trail": trail(question), "back": f"{trail(question)[1][1]}"}
    return render(request, "core/form_page.html", context | words, status=status)


def number_of(request: MemberRequest, name: str = "revision") -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0
