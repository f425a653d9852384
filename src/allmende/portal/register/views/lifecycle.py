"""The state of one use case: where it stands, what is missing, and each step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import lifecycle, reviews, use_cases
from allmende.portal.register.domain.chain import ORDER, RANK
from allmende.portal.register.domain.lifecycle import Direction, Transition
from allmende.portal.register.domain.needs import Need
from allmende.portal.register.enums import State
from allmende.portal.register.forms.lifecycle import ReasonForm, RevisionForm
from allmende.portal.register.models import UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.panel import Panel

SHOWN = 5


def panel(request: MemberRequest, use_case: UseCase) -> Panel:
    context = _overview(request, use_case)
    context["first"] = context["missing"][:SHOWN]
    return Panel("stand", "Stand", "register/lifecycle/panel.html", context)


@use_case_view()
@require_safe
def page(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    context = {
        "use_case": use_case,
        "trail": trail(use_case),
        "part": _overview(request, use_case),
        "is_changeable": use_case.state in reviews.CHANGEABLE,
    }
    return render(request, "register/lifecycle/state.html", context)


@use_case_view()
def step(request: MemberRequest, use_case: UseCase, to: str) -> HttpResponse:
    """One transition: what it lacks, or the button and, where it is asked for, the reason."""
    transition = lifecycle.find(use_case.state, to)
    if transition is None:
        if request.method != "POST" or to not in State:
            raise Http404
        # Somebody else was faster: the person learns where it stands now.
        messages.error(request, _too_late(use_case))
        return redirect("use-case-state", use_case.pk)
    require(lifecycle.may_take, request.member, use_case, transition)
    form = _form(transition)(posted(request), initial={"revision": use_case.revision})
    status = 200
    if request.method == "POST":
        status = _take(request, use_case, transition, form) if form.is_valid() else 422
        if status == 302:
            return redirect("use-case-state", use_case.pk)
    needs = _sorted(lifecycle.checklist(use_case, to))
    context = {
        "use_case": use_case,
        "trail": [*trail(use_case), ("Stand", f"{use_cases.address_of(use_case)}stand/")],
        "transition": transition,
        "form": form,
        "needs": needs,
        "missing": [need for need in needs if not need.is_met],
    }
    return render(request, "register/lifecycle/step.html", context, status=status)


def _take(
    request: MemberRequest, use_case: UseCase, transition: Transition, form: RevisionForm
) -> int:
    try:
        lifecycle.advance(
            use_case,
            to=transition.to,
            reason=form.cleaned_data.get("reason", ""),
            revision=form.cleaned_data["revision"],
            by=request.member,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        if not isinstance(refused, Conflict):
            return 422
        again = request.POST.copy()
        again["revision"] = str(use_case.revision)
        form.data = again
        return 409
    messages.success(request, f"Der Stand ist jetzt „{transition.to.label}“.")
    return 302


def _form(transition: Transition) -> type[RevisionForm]:
    return ReasonForm if transition.needs_reason else RevisionForm


def _overview(request: MemberRequest, use_case: UseCase) -> dict[str, Any]:
    possible = lifecycle.possible(use_case, by=request.member)
    to = lifecycle.NEXT.get(use_case.state)
    transition = lifecycle.find(use_case.state, to) if to else None
    needs = _sorted(lifecycle.checklist(use_case, to)) if to else []
    missing = [need for need in needs if not need.is_met]
    return {
        "stages": _stages(use_case),
        "aside": _aside(use_case),
        "next": transition,
        "may_next": transition in possible,
        "needs": needs,
        "missing": missing,
        "headline": _headline(missing, transition),
        "others": [t for t in possible if t.direction is not Direction.FORWARD],
        "may_steer": rules.may_steer(request.member, use_case),
    }


def _sorted(needs: list[Need]) -> list[Need]:
    """What is missing first."""
    return sorted(needs, key=lambda need: need.is_met)


def _stages(use_case: UseCase) -> list[tuple[State, str]]:
    """Each forward state with a word: done, here or nothing yet."""
    rank = RANK.get(use_case.state, -1)
    words = {True: "erledigt", False: ""}
    return [
        (state, "hier" if RANK[state] == rank else words[RANK[state] < rank]) for state in ORDER
    ]


def _aside(use_case: UseCase) -> str:
    """A state beside the row, in a sentence."""
    if use_case.state in RANK:
        return ""
    return f"Dieser Anwendungsfall ist „{use_case.get_state_display()}“ und damit nicht im Ablauf."


def _headline(missing: list[Need], transition: Transition | None) -> str:
    if transition is None:
        return ""
    if not missing:
        return f"Alles ist da für den Stand „{transition.to.label}“."
    points = "1 Punkt" if len(missing) == 1 else f"{len(missing)} Punkte"
    return f"Noch {points} bis zum Stand „{transition.to.label}“"


def _too_late(use_case: UseCase) -> str:
    return lifecycle.WRONG_STATE.format(state=use_case.get_state_display())
