"""The audit trail: who changed what, when."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime

from allmende.portal.core import lists
from allmende.portal.core.domain.audit import label
from allmende.portal.core.exports import csv_response
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import queries
from allmende.portal.organisations.domain.trail import in_words
from allmende.portal.organisations.forms.places import AuditFilter
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.views.administration import administrator, trail


@administrator
def listing(request: MemberRequest) -> HttpResponse:
    form, entries = _filtered(request)
    page = lists.page_of(request, entries)
    context = {
        "trail": trail(),
        "filter": form,
        "page": page,
        "rows": [(entry, label(entry.action), in_words(entry)) for entry in page],
    }
    return render(request, "organisations/audit.html", context)


@administrator
def export(request: MemberRequest) -> HttpResponseBase:
    _, entries = _filtered(request)
    header = ["Zeit", "Person", "Aktion", "Gegenstand", "Einzelheiten"]
    rows = (_row(entry) for entry in entries.iterator(chunk_size=500))
    return csv_response("protokoll.csv", header=header, rows=rows)


def _filtered(request: MemberRequest) -> tuple[AuditFilter, Any]:
    organisation = request.member.organisation
    actions = [(action, label(action)) for action in queries.audit_actions(organisation)]
    form = AuditFilter(request.GET, actions=sorted(actions, key=lambda pair: pair[1]))
    chosen = form.cleaned_data if form.is_valid() else {}
    entries = queries.audit_entries(
        organisation,
        action=chosen.get("aktion", ""),
        actor=chosen.get("person", ""),
        since=chosen.get("von"),
        until=chosen.get("bis"),
    )
    return form, entries


def _row(entry: AuditEntry) -> list[str]:
    at = localtime(entry.at).strftime("%d.%m.%Y %H:%M:%S")
    details = "; ".join(in_words(entry))
    return [at, entry.actor_label, label(entry.action), entry.object_label, details]
