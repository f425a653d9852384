"""Remarks of colleagues."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import use_cases
from allmende.portal.register.forms.record import CommentForm
from allmende.portal.register.models import UseCase
from allmende.portal.register.views.access import use_case_view


@use_case_view(may=rules.may_comment)
@require_POST
def write(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    form = CommentForm(request.POST)
    if form.is_valid():
        use_cases.comment(use_case, text=form.cleaned_data["text"], by=request.member)
        messages.success(request, "Ihr Kommentar ist gespeichert.")
    else:
        messages.error(request, " ".join(map(str, form.errors["text"])))
    return redirect(f"{reverse('use-case', args=[use_case.pk])}#kommentare")


@use_case_view(may=rules.may_comment)
@require_POST
def remove(request: MemberRequest, use_case: UseCase, comment: int) -> HttpResponse:
    use_cases.remove_comment(
        get_object_or_404(use_case.comments, pk=comment, removed_at=None), by=request.member
    )
    messages.success(request, "Der Kommentar ist entfernt.")
    return redirect(f"{reverse('use-case', args=[use_case.pk])}#kommentare")
