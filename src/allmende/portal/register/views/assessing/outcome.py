"""The result: live while people answer, held once somebody concludes it, and its versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.loading import shipped
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import assessing
from allmende.portal.register.domain.assessing import concluding
from allmende.portal.register.models import AnswerSheet, Assessment, UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.assessing import showing


@use_case_view()
@require_safe
def outcome(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    """What the rules make of the answers now, beside what is held."""
    sheet, held = assessing.sheet_of(use_case), assessing.current(use_case)
    fresh = held is None or not _is_held(held, sheet)
    result = assessing.preview(use_case) if fresh else assessing.readable(held)
    found = assessing.progress(sheet.answers, state=use_case.organisation.state)
    context = {
        "use_case": use_case,
        "trail": trail(use_case),
        "sheet": sheet,
        "held": held,
        "is_preview": fresh,
        "differs": concluding.changes(held, result) if held and fresh and result else [],
        "progress": found,
        "open": found.total - found.answered,
        "versions": assessing.earlier(use_case),
        "calendar": shipped().calendar,
        "may": {
            "edit": rules.may_edit(request.member, use_case),
            "assess": rules.may_assess(request.member, use_case),
        },
        **_shown(result, asked=found.asked),
    }
    return render(request, "register/assessing/outcome.html", context)


@use_case_view()
@require_safe
def version(request: MemberRequest, use_case: UseCase, number: int) -> HttpResponse:
    """One held result as it was."""
    held = get_object_or_404(use_case.assessments.select_related("created_by__user"), pk=number)
    context = {
        "use_case": use_case,
        "trail": [*trail(use_case), ("Einstufung", reverse("assessment", args=[use_case.pk]))],
        "held": held,
        **_shown(assessing.readable(held)),
    }
    return render(request, "register/assessing/version.html", context)


@use_case_view(may=rules.may_assess)
@require_POST
def conclude(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    revision = request.POST.get("revision", "")
    try:
        assessing.conclude(
            use_case,
            revision=int(revision) if revision.isdecimal() else 0,
            by=request.member,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Die Einstufung ist festgehalten.")
    return redirect("assessment", use_case.pk)


def _is_held(held: Assessment, sheet: AnswerSheet) -> bool:
    """Nobody has answered differently since."""
    return held.answers == sheet.answers and assessing.is_up_to_date(held)


def _shown(result: Result | None, *, asked: frozenset[str] | None = None) -> dict[str, Any]:
    if result is None:
        return {"unreadable": True}
    return {
        "result": result,
        "roles": showing.roles(result),
        "levels": showing.levels(result, asked=asked),
        "risk": showing.level(result.risk),
        "findings": [showing.finding(found) for found in result.findings if found.certain],
        "possible": [showing.finding(found) for found in result.findings if not found.certain],
        "transparency": [d for d in result.duties if d.rule.startswith("art50-")],
        "clarify": showing.to_clarify(result.clarify, asked=asked),
        "state": shipped().state.get(result.state or ""),
    }
