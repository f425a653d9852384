"""Outgoing mail, for those who run the network."""

from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import MailState
from allmende.portal.core.exports import csv_response
from allmende.portal.core.models import OutgoingMail
from allmende.portal.organisations.access import network_required
from allmende.portal.organisations.domain import outbox
from allmende.portal.organisations.forms.outbox import OutboxFilter
from allmende.portal.organisations.models import User

ORDERS = {"zeit": ["-created_at"], "an": ["to"], "zustand": ["state", "-created_at"]}
BADGES = {"waiting": "warning", "sending": "info", "sent": "success", "failed": "danger"}


@network_required
def listing(request: HttpRequest) -> HttpResponse:
    form, rows = _filtered(request)
    page = lists.page_of(request, lists.ordered(request, rows, ORDERS))
    context = {
        "trail": [("Netzwerk", reverse("network"))],
        "filter": form,
        "page": page,
        "rows": [(row, BADGES[row.state]) for row in page],
        "counts": outbox.counts(),
        "failed": dict(outbox.counts())[MailState.FAILED],
    }
    return render(request, "organisations/outbox.html", context)


@network_required
def export(request: HttpRequest) -> HttpResponseBase:
    header = ["An", "Zustand", "Versuche", "Angelegt", "Nächster Versuch", "Gesendet", "Grund"]
    rows = (_row(row) for row in _filtered(request)[1].iterator(chunk_size=500))
    return csv_response("postausgang.csv", header=header, rows=rows)


@network_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(outbox.listed(), pk=pk)
    try:
        outbox.retry(message, by=_operator(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Die E-Mail an {message.to} wird gleich erneut versucht.")
    return redirect("outbox")


@network_required
@require_POST
def retry_failed(request: HttpRequest) -> HttpResponse:
    count = outbox.retry_failed(by=_operator(request))
    word = "E-Mail wird" if count == 1 else "E-Mails werden"
    messages.success(request, f"{count} {word} gleich erneut versucht.")
    return redirect("outbox")


def _filtered(request: HttpRequest) -> tuple[OutboxFilter, QuerySet[OutgoingMail]]:
    form = OutboxFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    return form, outbox.listed(state=chosen.get("zustand", ""), to=chosen.get("an", ""))


def _row(row: OutgoingMail) -> list[str]:
    times = (row.created_at, row.next_at if row.state == MailState.WAITING else None, row.sent_at)
    said = [localtime(at).strftime("%d.%m.%Y %H:%M:%S") if at else "" for at in times]
    return [row.to, row.get_state_display(), str(row.attempts), *said, row.trouble]


def _operator(request: HttpRequest) -> User:
    return cast("User", request.user)
