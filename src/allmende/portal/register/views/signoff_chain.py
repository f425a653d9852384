"""The sign-offs of one use case as a whole: its chain, and asking for what is missing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import chain, lifecycle, signoffs
from allmende.portal.register.domain.decisions import BADGES
from allmende.portal.register.domain.needs import Facts
from allmende.portal.register.domain.signoffs import Progress
from allmende.portal.register.enums import OFFICE_ROLE
from allmende.portal.register.models import UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.panel import Panel

type Shown = tuple[Progress, str, str, bool]


def panel(request: MemberRequest, use_case: UseCase) -> Panel:
    """The sign-offs of the next step; the whole chain has its own page."""
    rows = Facts(use_case).progress
    to = lifecycle.NEXT.get(use_case.state, use_case.state)
    counted = signoffs.before(rows, to)
    now = [row for row in counted if row.step.before_state == to or not row.is_settled]
    context = {
        "rows": _shown(use_case, now),
        "settled": sum(row.is_settled for row in rows),
        "total": len(rows),
        "may_ask": _may_ask(request, use_case, now),
    }
    return Panel("freigaben", "Freigaben", "register/lifecycle/signoffs_panel.html", context)


@use_case_view()
@require_safe
def whole(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    """The chain of this use case, and what was decided in earlier rounds."""
    rows = Facts(use_case).progress
    asked = signoffs.before(rows, lifecycle.NEXT.get(use_case.state, ""))
    current = {row.signoff.pk for row in rows if row.signoff}
    earlier = signoffs.visible_to(request.member).filter(use_case=use_case)
    context = {
        "use_case": use_case,
        "trail": trail(use_case),
        "rows": _shown(use_case, rows),
        "may_ask": _may_ask(request, use_case, asked),
        "earlier": [
            (row, BADGES[row.decision], chain.role_label(row.role))
            for row in earlier.exclude(pk__in=current).order_by("-pk")
        ],
    }
    return render(request, "register/lifecycle/signoffs.html", context)


@use_case_view(may=rules.may_steer)
@require_POST
def ask(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    """Ask for what the next state needs and nobody has been asked for yet."""
    to = lifecycle.NEXT.get(use_case.state, "")
    asked = signoffs.request_for(use_case, to=to, by=request.member)
    text = "1 Freigabe" if len(asked) == 1 else f"{len(asked)} Freigaben"
    messages.success(request, f"{text} angefragt.")
    return redirect("use-case-signoffs", use_case.pk)


def _shown(use_case: UseCase, rows: list[Progress]) -> list[Shown]:
    """Each with its role, the colour of its decision, and whether nobody could decide it."""
    held = signoffs.held_roles(use_case.organisation_id)
    if use_case.owner_id:
        held.add(OFFICE_ROLE)
    return [
        (
            row,
            chain.role_label(row.step.role),
            BADGES[row.signoff.decision] if row.signoff else "info",
            not row.is_settled and row.step.role not in held,
        )
        for row in rows
    ]


def _may_ask(request: MemberRequest, use_case: UseCase, rows: list[Progress]) -> bool:
    unasked = any(row.signoff is None and not row.skipped for row in rows)
    return unasked and rules.may_steer(request.member, use_case)
