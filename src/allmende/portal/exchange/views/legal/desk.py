"""The work desk of experts and reviewers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.exchange.domain.legal import queries, waiting
from allmende.portal.exchange.domain.legal.waiting import Desk
from allmende.portal.exchange.rules import legal as rules
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest


@member_required
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    if not rules.may_serve(request.member):
        raise PermissionDenied(
            "Die Werkbank ist für die, die Rechtsfragen bearbeiten oder prüfen. Der Betrieb des "
            "Netzwerks vergibt diese Aufgaben."
        )
    found = waiting.desk(request.member)
    context = {
        "desk": found,
        "sections": _sections(found) if rules.may_work(request.member) else [],
        "reviews": rules.may_review(request.member),
    }
    return render(request, "exchange/legal/desk.html", context)


def _sections(desk: Desk) -> list[dict[str, Any]]:
    """Anchor, heading, what to say of nothing, and rows: question, organisations, version."""
    counts = queries.concerned([*desk.asked, *desk.sighted, *desk.drafting, *desk.due])
    due = waiting.due_on(desk.due)
    return [
        {
            "id": anchor,
            "heading": heading,
            "nothing": nothing,
            "rows": [(one, counts[one.pk], due.get(one.pk)) for one in questions],
        }
        for anchor, heading, nothing, questions in (
            ("sichten", "Zu sichten", "Alle Fragen sind gesichtet.", desk.asked),
            ("offen", "Zu übernehmen", "Für jede Frage ist jemand zuständig.", desk.sighted),
            ("arbeit", "In Arbeit", "Niemand schreibt gerade an einer Antwort.", desk.drafting),
            ("faellig", "Überprüfung fällig", "In den nächsten 30 Tagen keine.", desk.due),
        )
    ]
