"""The document as a whole, and its beginning."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.engines.regulation.ladders import ImpactAssessment, RiskClass, label
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain.impact import (
    checklist,
    content,
    deciding,
    queries,
    scale,
    writing,
)
from allmende.portal.register.domain.impact.queries import Basis
from allmende.portal.register.enums import ImpactKind, ImpactState, Opinion
from allmende.portal.register.models import ImpactDocument, UseCase
from allmende.portal.register.views.access import trail, use_case_view

STATE_BADGES = {
    ImpactState.DRAFT: "info",
    ImpactState.SUBMITTED: "warning",
    ImpactState.DECIDED: "success",
}
OPINION_BADGES = {
    Opinion.POSITIVE: "success",
    Opinion.CONDITIONS: "warning",
    Opinion.NEGATIVE: "danger",
}
AREA_BADGES = {
    scale.Area.LOW: "success",
    scale.Area.MEDIUM: "warning",
    scale.Area.HIGH: "danger",
}


@use_case_view()
@require_safe
def detail(request: MemberRequest, use_case: UseCase, kind: str) -> HttpResponse:
    basis = queries.basis(use_case)
    documents = queries.documents(use_case)
    document = documents.get(kind)
    context: dict[str, Any] = {
        "use_case": use_case,
        "kind": ImpactKind(kind),
        "trail": trail(use_case),
        "document": document,
        "is_dsfa": kind == ImpactKind.DSFA,
        "is_needed": kind in basis.needed(timezone.localdate()),
        "is_offered": kind in basis.offered,
        "may_edit": rules.may_edit(request.member, use_case),
        "may_give_opinion": rules.may_give_opinion(request.member, use_case),
    }
    context |= threshold(basis, kind)
    if document:
        document.use_case = use_case
        dsfa = documents.get(ImpactKind.DSFA) if kind == ImpactKind.FRIA else None
        context |= _whole(document, basis, dsfa)
    return render(request, "register/impact/detail.html", context)


@use_case_view(may=rules.may_edit)
@require_POST
def start(request: MemberRequest, use_case: UseCase, kind: str) -> HttpResponse:
    writing.start(use_case, kind=ImpactKind(kind), by=request.member)
    return redirect("impact", use_case.pk, kind)


def threshold(basis: Basis, kind: str) -> dict[str, Any]:
    """The result of the check with its reason; nothing where there is no readable assessment."""
    if basis.result is None or basis.assessment is None:
        return {"threshold": None}
    if kind == ImpactKind.FRIA:
        words = label(RiskClass(basis.result.risk.value))
        reason = basis.result.risk.why.sentence
    else:
        words = label(ImpactAssessment(basis.result.impact.value))
        reason = basis.result.impact.why.sentence
    return {
        "threshold": words,
        "reason": reason,
        "assessed_on": basis.assessment.on,
        "duty": basis.fria if kind == ImpactKind.FRIA else None,
    }


def risk_rows(document: ImpactDocument) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "risk": risk,
            "goal": scale.GOAL_WORDS.get(risk.goal, ""),
            "before": scale.AREA_WORDS[scale.before(risk)],
            "before_badge": AREA_BADGES[scale.before(risk)],
            "after": scale.AREA_WORDS[scale.after(risk)],
            "after_badge": AREA_BADGES[scale.after(risk)],
        }
        for number, risk in enumerate(document.risks.all(), start=1)
    ]


def _whole(document: ImpactDocument, basis: Basis, dsfa: ImpactDocument | None) -> dict[str, Any]:
    found = list(enumerate(content.contents(document, basis, dsfa=dsfa), start=1))
    rows = risk_rows(document)
    listed = [row["risk"] for row in rows]
    answers = content.checks(document)
    return {
        "state_badge": STATE_BADGES[ImpactState(document.state)],
        "opinion_badge": OPINION_BADGES.get(Opinion(document.opinion)) if document.opinion else "",
        "parts": [
            (part, list(group)) for part, group in groupby(found, lambda one: one[1].section.part)
        ],
        "first_open": next((one for _, one in found if one.is_empty), None),
        "changed": [one for _, one in found if one.has_changed or one.is_outdated],
        "gaps": deciding.gaps(document),
        "risks": rows,
        "high": [row for row in rows if row["after"] == scale.AREA_WORDS[scale.Area.HIGH]],
        "matrices": [
            ("Vor den Maßnahmen", scale.matrix(listed, with_measures=False)),
            ("Nach den Maßnahmen", scale.matrix(listed, with_measures=True)),
        ],
        "steps": scale.STEPS,
        "step_words": scale.STEP_WORDS,
        "phases": [
            (title, [(check, checklist.ANSWER_WORDS[answers.get(check.key, "")]) for check in some])
            for title, some in checklist.PHASES
        ],
        "answered": len(answers),
        "check_count": len(checklist.CHECKS),
    }
