"""DSFA and FRIA on the page of a use case."""

from typing import Any

from django.utils import timezone

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.domain.impact import queries
from allmende.portal.register.enums import ImpactKind, ImpactState
from allmende.portal.register.models import ImpactDocument, UseCase
from allmende.portal.register.views.impact.overview import STATE_BADGES
from allmende.portal.register.views.panel import Panel


def impact(_request: MemberRequest, use_case: UseCase) -> Panel:
    basis = queries.basis(use_case)
    documents = queries.documents(use_case)
    needed = basis.needed(timezone.localdate())
    lines = [
        _line(kind, documents.get(kind), is_needed=kind in needed)
        for kind in ImpactKind
        if kind in basis.offered or kind in documents
    ]
    context = {"lines": lines, "is_assessed": basis.assessment is not None}
    return Panel("folgen", "Folgenabschätzung", "register/impact/panel.html", context)


def _line(kind: ImpactKind, document: ImpactDocument | None, *, is_needed: bool) -> dict[str, Any]:
    return {
        "kind": kind,
        "document": document,
        "is_needed": is_needed,
        "badge": STATE_BADGES[ImpactState(document.state)] if document else "",
        "is_stale": bool(
            document and document.opinion_at is not None and not document.has_valid_opinion
        ),
    }
