"""Questions of the network and feedback of citizens, for those who answer."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import done, posted
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import messages
from allmende.portal.register.forms.publishing import AnswerForm, MessageFilter, QuestionForm
from allmende.portal.register.models import Message
from allmende.portal.register.views.catalogue import entry_or_404

ORDERS = {"eingang": ["-created_at"], "eintrag": ["entry_title"], "art": ["kind"]}


@member_required
def ask(request: MemberRequest, entry: UUID) -> HttpResponse:
    publication = entry_or_404(request, entry)
    require(rules.may_ask_owner, request.member, publication.organisation_id)
    form = QuestionForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: messages.ask(publication, text=form.cleaned_data["text"], by=request.member),
    ):
        flash.success(request, "Ihre Frage ist verschickt. Die Antwort erhalten Sie hier.")
        return redirect("catalogue-entry", entry)
    back = f"/anwendungsfaelle/katalog/{entry}/"
    context = {
        "title": "Frage an die Verantwortlichen",
        "intro": (
            f"Zu „{publication.title}“ ({publication.organisation}). Die Verantwortlichen sehen "
            "Ihren Namen und Ihre Organisation."
        ),
        "form": form,
        "submit": "Frage senden",
        "trail": [("Katalog", "/anwendungsfaelle/katalog/"), (publication.title, back)],
        "back": back,
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = MessageFilter(request.GET if request.GET else {"stand": "open"})
    form.is_valid()
    page = page_of(request, ordered(request, _narrowed(request, form), ORDERS))
    context = {
        "filter": form,
        "page": page,
        "rows": [(message, *messages.state_of(message)) for message in page],
        "asked": [(one, *messages.state_of(one)) for one in messages.asked_by(request.member)[:25]],
        "answers": messages.answers_any(request.member),
    }
    return render(request, "register/catalogue/messages.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    """Without addresses: the file leaves the house more easily than the page."""
    form = MessageFilter(request.GET)
    form.is_valid()
    header = ["Eingang", "Art", "Eintrag", "Stand", "Von", "Nachricht", "Antwort"]
    found = _narrowed(request, form).order_by("created_at")
    return csv_response("nachrichten.csv", header=header, rows=_lines(found))


@member_required
@require_safe
def detail(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _page(request, _or_404(request, pk))


@member_required
def answer(request: MemberRequest, pk: UUID) -> HttpResponse:
    message = _or_404(request, pk)
    require(rules.may_answer, request.member, message)
    if request.method != "POST":
        return redirect("register-message", pk)
    form = AnswerForm(request.POST, message=message)
    if not form.is_valid():
        return _page(request, message, form=form, status=422)
    text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
    try:
        messages.answer(message, text=text, revision=revision, by=request.member)
    except Refused as refused:
        again = AnswerForm(initial={"text": text}, message=message)
        conflict = isinstance(refused, Conflict)
        status = 409 if conflict else 503
        return _page(request, message, form=again, refused=refused, status=status)
    flash.success(request, "Die Antwort ist verschickt.")
    return redirect("register-messages")


@member_required
@require_POST
def close(request: MemberRequest, pk: UUID) -> HttpResponse:
    message = _or_404(request, pk)
    require(rules.may_answer, request.member, message)
    revision = request.POST.get("revision", "")
    number = int(revision) if revision.isdecimal() else 0
    try:
        messages.close(message, revision=number, by=request.member)
    except Refused as refused:
        flash.error(request, str(refused))
        return redirect("register-message", pk)
    flash.success(request, "Die Nachricht ist geschlossen.")
    return redirect("register-messages")


def _page(
    request: MemberRequest,
    message: Message,
    *,
    form: AnswerForm | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    state, badge = messages.state_of(message)
    context = {
        "message": message,
        "state": state,
        "badge_kind": badge,
        "may_answer": rules.may_answer(request.member, message),
        "form": form or AnswerForm(message=message),
        "refused": refused,
        "history": [(audit.label(entry.action), entry) for entry in audit.history(message)],
    }
    return render(request, "register/catalogue/message.html", context, status=status)


def _narrowed(request: MemberRequest, form: MessageFilter) -> QuerySet[Message]:
    chosen = form.cleaned_data
    found = messages.inbox(request.member)
    if state := chosen.get("stand"):
        found = messages.in_state(found, state)
    return found.filter(kind=chosen["art"]) if chosen.get("art") else found


def _lines(found: QuerySet[Message]) -> Iterator[list[Any]]:
    for one in found:
        yield [
            f"{timezone.localtime(one.created_at):%d.%m.%Y %H:%M}",
            one.get_kind_display(),
            one.entry_title,
            messages.state_of(one)[0],
            one.author_label,
            one.text,
            one.answer,
        ]


def _or_404(request: MemberRequest, pk: UUID) -> Message:
    return get_object_or_404(messages.readable(request.member), pk=pk)
