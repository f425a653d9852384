"""What experts do: sight, merge, take on, assign, mark."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import posted
from allmende.portal.exchange.domain.legal import (
    drafting,
    listing,
    marking,
    queries,
    sighting,
    similar,
    telling,
)
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.forms.legal.working import AssignForm, MergeForm
from allmende.portal.exchange.models import LegalQuestion
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.exchange.views.legal.access import act, question_view, reason_page, trail
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import User

CHOICES = 50


@question_view(may=rules.may_work)
@require_POST
def sight(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    return act(
        request,
        question,
        lambda: sighting.sight(question, by=request.member),
        "Die Frage ist gesichtet. Jetzt kann sie jemand übernehmen.",
    )


@question_view(may=rules.may_work)
@require_POST
def separate(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    return act(
        request,
        question,
        lambda: sighting.separate(question, by=request.member),
        "Das ist wieder eine eigene Frage.",
    )


@question_view(may=rules.may_work)
def merge(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    """With one of the similar questions, or with what a search finds."""
    text = request.GET.get("suche", "").strip()[:200]
    form = MergeForm(posted(request), choices=_mergeable(request, question, text))
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            into = form.cleaned_data["into"]
            try:
                sighting.merge(question, into=into, by=request.member)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409 if isinstance(refused, Conflict) else 422
            else:
                messages.success(request, "Zusammengeführt. Alle, die gefragt haben, wissen es.")
                return redirect("legal-question", question.pk)
    context = {"form": form, "question": question, "trail": trail(question), "text": text}
    return render(request, "exchange/legal/merge.html", context, status=status)


@question_view(may=rules.may_work)
@require_POST
def take_on(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    try:
        drafting.take_on(question, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("legal-question", question.pk)
    messages.success(request, "Sie haben die Frage übernommen. Schreiben Sie die Antwort.")
    return redirect("legal-draft", question.pk)


@question_view(may=rules.may_work)
def assign(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    experts = User.objects.filter(pk__in=telling.servants(NetworkRole.EXPERT)).order_by("name")
    form = AssignForm(posted(request), experts=experts, initial={"to": question.drafter_id})
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            to = form.cleaned_data["to"]
            try:
                drafting.assign(question, to=to, by=request.member)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"Die Frage ist {to} zugewiesen.")
                return redirect("legal-question", question.pk)
    context = {
        "form": form,
        "title": "Frage zuweisen",
        "intro": "Wer die Frage erhält, bekommt sofort eine Mitteilung.",
        "submit": "Zuweisen",
        "trail": trail(question),
        "back": trail(question)[1][1],
    }
    return render(request, "core/form_page.html", context, status=status)


@question_view(may=rules.may_work)
def outdate(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    return reason_page(
        request,
        question,
        lambda reason: marking.mark_outdated(question, reason=reason, by=request.member),
        done="Die Antwort ist als überholungsbedürftig gekennzeichnet.",
        title="Als überholungsbedürftig kennzeichnen",
        intro="Die Antwort bleibt lesbar, mit einem Warnhinweis und dem Grund. Alle, die sie "
        "betrifft, erhalten eine Mitteilung.",
        submit="Kennzeichnen",
    )


@question_view(may=rules.may_serve)
def withdraw(request: MemberRequest, question: LegalQuestion) -> HttpResponse:
    return reason_page(
        request,
        question,
        lambda reason: marking.withdraw(question, reason=reason, by=request.member),
        done="Die Antwort ist zurückgezogen.",
        title="Antwort zurückziehen",
        intro="Niemand findet die Antwort mehr, auf ihrer Seite steht der Grund. Alle, die sie "
        "betrifft, erhalten eine Mitteilung. Gültig wird sie erst wieder als neue Fassung.",
        submit="Antwort zurückziehen",
    )


def _mergeable(request: MemberRequest, question: LegalQuestion, text: str) -> object:
    found = queries.questions(request.member).exclude(pk=question.pk)
    found = found.exclude(Q(state=LegalState.MERGED) | Q(state=LegalState.WITHDRAWN))
    if request.method == "POST":
        return found
    if text:
        return found.filter(pk__in=listing.ranked(text, request.member)[:CHOICES])
    near = similar.to_title(question.title, member=request.member, but=question.pk)
    return found.filter(pk__in=[one.question.pk for one in near])
