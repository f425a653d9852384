"""Nachnutzung: take over, what is left to do, and what is new at the source."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import reuse
from allmende.portal.register.models import UseCase
from allmende.portal.register.views import shown
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.catalogue import entry_or_404


@member_required
def take_over(request: MemberRequest, entry: UUID) -> HttpResponse:
    publication = entry_or_404(request, entry)
    refused = ""
    if request.method == "POST":
        try:
            copy = reuse.take_over(publication, by=request.member)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"Übernommen als {copy.reference}, Stand: Idee.")
            return redirect("use-case-todo", copy.pk)
    context = {
        "publication": publication,
        "shown": shown.of(publication.data),
        "refused": refused,
        "own": publication.organisation_id == request.member.organisation_id,
        "copy": reuse.copy_of(publication.entry, request.member),
    }
    status = 409 if refused else 200
    return render(request, "register/catalogue/take_over.html", context, status=status)


@use_case_view()
@require_safe
def todo(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    """What the own organisation still has to do; nothing of the source counts here."""
    if not use_case.origin_note:
        raise Http404
    source = use_case.origin
    context = {
        "use_case": use_case,
        "trail": trail(use_case),
        "steps": reuse.todo(use_case),
        "shown": shown.of(source.data) if source and not source.withdrawn_at else None,
    }
    return render(request, "register/catalogue/todo.html", context)


@use_case_view(may=rules.may_edit)
def news(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    if not use_case.origin_note:
        raise Http404
    newest = reuse.newest(use_case)
    problem, status = "", 200
    if request.method == "POST" and newest:
        try:
            _pull(request, use_case)
        except Refused as refused:
            problem, status = str(refused), 409 if isinstance(refused, Conflict) else 422
        else:
            messages.success(request, "Die gewählten Neuerungen sind übernommen.")
            return redirect("use-case", use_case.pk)
    context = {
        "use_case": use_case,
        "newest": newest,
        "differences": reuse.differences(use_case, newest) if newest else [],
        "problem": problem,
        "trail": trail(use_case),
    }
    return render(request, "register/catalogue/news.html", context, status=status)


def _pull(request: MemberRequest, use_case: UseCase) -> None:
    newest = reuse.newest(use_case)
    seen, revision = request.POST.get("version", ""), request.POST.get("revision", "")
    if newest is None or seen != str(newest.version):
        raise Refused("Inzwischen gibt es eine andere Fassung. Prüfen Sie sie und wählen Sie neu.")
    reuse.pull_changes(
        use_case,
        to=newest,
        fields=request.POST.getlist("fields"),
        revision=int(revision) if revision.isdecimal() else 0,
        by=request.member,
    )
