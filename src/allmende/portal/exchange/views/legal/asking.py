"""Ask in three steps that work without JavaScript: title, what is known, the question."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import attempt, posted
from allmende.portal.exchange.domain.legal import asking, hints, similar
from allmende.portal.exchange.domain.legal.hints import Hint
from allmende.portal.exchange.domain.legal.similar import Similar
from allmende.portal.exchange.forms.legal.asking import ChangeForm, QuestionForm, TitleForm
from allmende.portal.exchange.models import LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.exchange.views.legal.access import (
    act,
    question_view,
    reason_page,
    trail,
)
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.enums import TOPICS, State
from allmende.portal.organisations.middleware import MemberRequest

DRAFT = "legal/question"
CHECKED = 400  # characters of the title that are compared


@member_required
@require_safe
def begin(request: MemberRequest) -> HttpResponse:
    """The title, and "Gibt es das schon?" where something is similar."""
    form = TitleForm(request.GET if "titel" in request.GET else None)
    context: dict[str, Any] = {"form": form, "trail": trail()}
    if not form.is_valid():
        draft = drafts.find(request.user, DRAFT)
        context["draft"] = draft
        return render(
            request, "exchange/legal/begin.html", context, status=422 if form.is_bound else 200
        )
    title = form.cleaned_data["titel"]
    found = similar.to_title(title, member=request.member)
    context |= {"title": title, "similar": found}
    return render(request, "exchange/legal/similar.html", context)


@member_required
def new(request: MemberRequest) -> HttpResponse:
    draft = drafts.find(request.user, DRAFT) if request.method != "POST" else None
    form = QuestionForm(posted(request), initial=_initial(request, draft))
    context: dict[str, Any] = {"draft": draft, "draft_key": DRAFT, "trail": trail()}
    if form.is_bound and form.is_valid():
        found, found_hints = _to_read(request, form)
        if not found and not found_hints:
            question = attempt(form, lambda: asking.ask(request.member, **form.values))
            if question:
                drafts.discard(request.user, DRAFT)
                messages.success(
                    request,
                    "Danke. Ihre Frage ist gestellt. Sie erhalten eine Mitteilung, sobald sie "
                    "beantwortet ist.",
                )
                return redirect("legal-question", question.pk)
        context |= {"similar": found, "hints": found_hints}
    context["form"] = form
    status = 422 if form.errors else 200
    return render(request, "exchange/legal/new.html", context, status=status)


@question_view()
def change(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    if not rules.may_change(request.member, question):
        raise PermissionDenied(
            "Diese Frage ist schon gesichtet. Ändern können sie jetzt nur die Fachleute."
        )
    names = rules.has_asked(request.member, question)
    first = {name: getattr(question, name) for name in asking.LABELS}
    first |= {"revision": question.revision, "shows_organisation": question.shows_organisation}
    form = ChangeForm(posted(request), names_organisation=names, initial=first)
    context: dict[str, Any] = {"question": question, "trail": trail(question)}
    if form.is_bound and form.is_valid():
        try:
            asking.change(
                question,
                values=form.values,
                revision=form.cleaned_data["revision"],
                by=request.member,
            )
        except Conflict as conflict:
            question.refresh_from_db()
            context |= {"conflict": str(conflict), "theirs": _theirs(form, question)}
            again = request.POST.copy()
            again["revision"] = str(question.revision)
            form.data = again
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Die Frage ist geändert.")
            return redirect("legal-question", question.pk)
    context["form"] = form
    status = 409 if "conflict" in context else 422 if form.errors else 200
    return render(request, "exchange/legal/change.html", context, status=status)


@question_view()
def retract(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    if not rules.may_retract(request.member, question):
        raise PermissionDenied("Zurückziehen kann eine Frage, wer sie gestellt hat.")
    return reason_page(
        request,
        question,
        lambda reason: asking.retract(question, reason=reason, by=request.member),
        done="Die Frage ist zurückgezogen.",
        title="Frage zurückziehen",
        intro="Die Frage bleibt lesbar, wird aber nicht mehr beantwortet. Alle, die sie betrifft, "
        "erhalten eine Mitteilung mit dem Grund.",
        submit="Frage zurückziehen",
    )


@question_view()
@require_POST
def me_too(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    if "nicht" in request.POST:
        return act(
            request,
            question,
            lambda: asking.not_me_too(question, by=request.member),
            "Sie haben „Betrifft uns auch“ zurückgenommen.",
        )
    counted = asking.me_too(question, by=request.member)
    messages.success(
        request, "Danke. Sie erhalten eine Mitteilung, sobald es eine Antwort oder Neues gibt."
    )
    return redirect("legal-question", counted.pk)


@question_view()
@require_POST
def follow(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    hears = "nicht" not in request.POST
    return act(
        request,
        question,
        lambda: asking.follow(question, hears=hears, by=request.member),
        "Sie erhalten Mitteilungen zu dieser Frage."
        if hears
        else "Sie erhalten keine Mitteilungen mehr zu dieser Frage.",
    )


def _initial(request: MemberRequest, draft: Any) -> dict[str, Any]:
    kept = {name: values[-1] for name, values in draft.data.items() if values} if draft else {}
    title = request.GET.get("titel", "")[:200]
    return kept | ({"title": title, "checked": title} if title else {})


def _to_read(request: MemberRequest, form: QuestionForm) -> tuple[list[Similar], list[Hint]]:
    """What must be shown once before the question is sent; the form remembers that it was."""
    values, again = form.values, request.POST.copy()
    found: list[Similar] = []
    if form.cleaned_data["checked"] != values["title"]:
        found = similar.to_title(values["title"], member=request.member)
        again["checked"] = values["title"]
    found_hints = hints.for_question(
        values["title"],
        values["text"],
        organisation=request.member.organisation,
        shows_organisation=values["shows_organisation"],
    )
    print_ = hints.fingerprint(found_hints)
    if form.cleaned_data["warned"] == print_:
        found_hints = []
    again["warned"] = print_
    form.data = again
    return found, found_hints


def _theirs(form: ChangeForm, question: LegalQuestion) -> list[tuple[str, str, str]]:
    """Fields that differ: label, what stands there now, what was typed."""
    pairs = [
        (label, _shown(name, getattr(question, name)), _shown(name, form.values[name]))
        for name, label in asking.LABELS.items()
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _shown(name: str, value: str) -> str:
    if name == "topic":
        return str(TOPICS.get(value, value))
    if name == "land":
        return str(State(value).label) if value in State.values else "ganz Deutschland"
    return value
