"""The search in the head of every page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.core.domain.things import Thing
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.reports.domain import finding
from allmende.portal.reports.domain.finding import DOCUMENT, FEW, Hits


@member_required
@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """Everything by kind, the best of each; one kind as a list with pages."""
    text = request.GET.get("q", "").strip()
    if not text:
        return render(request, "reports/search.html", {"text": ""})
    hits = finding.in_table(request.member, text)
    documents = finding.in_documents(request.member, text)
    counted = [(one.kind.name, one.kind.words, one.count) for one in hits]
    if documents:
        counted.append((DOCUMENT, "Dokumente", len(documents)))
    chosen = request.GET.get("art", "")
    context: dict[str, Any] = {
        "text": text,
        "counted": counted,
        "total": sum(count for _, _, count in counted),
        "chosen": chosen if chosen in {name for name, _, _ in counted} else "",
    }
    context |= _one(request, context["chosen"], hits, documents) or _all(request, hits, documents)
    return render(request, "reports/search.html", context)


def _one(
    request: MemberRequest, chosen: str, hits: list[Hits], documents: list[Thing]
) -> dict[str, Any]:
    if chosen == DOCUMENT:
        page = page_of(request, documents)
        return {"page": page, "groups": [(DOCUMENT, "Dokumente", 0, list(page))]}
    for one in hits:
        if one.kind.name == chosen:
            page = page_of(request, one.ids)
            found = one.things(request.member, list(page))
            return {"page": page, "groups": [(chosen, one.kind.words, 0, found)]}
    return {}


def _all(request: MemberRequest, hits: list[Hits], documents: list[Thing]) -> dict[str, Any]:
    groups = [
        (
            one.kind.name,
            one.kind.words,
            max(0, one.count - FEW),
            one.things(request.member, list(one.ids[:FEW])),
        )
        for one in hits
    ]
    if documents:
        groups.append((DOCUMENT, "Dokumente", max(0, len(documents) - FEW), documents[:FEW]))
    return {"groups": groups}
