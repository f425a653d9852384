"""Dated duties: the list, its export, and what was done about one of them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from allmende.engines.regulation.assessment import WORDS, Due
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import NOT_ALLOWED
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import posted
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import assessing
from allmende.portal.register.domain.assessing import DutyView
from allmende.portal.register.domain.assessing.duties import duty_of
from allmende.portal.register.enums import DutyState
from allmende.portal.register.forms.assessing import DutyFilter, DutyForm
from allmende.portal.register.models import DutyStatus, UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.assessing import showing

HEADER = [
    "Pflicht",
    "Was zu tun ist",
    "Norm",
    "Rolle",
    "Wessen Pflicht",
    "Gilt ab",
    "Vorher vorgesehen ab",
    "Geltung",
    "Status der Quelle",
    "Quelle",
    "Verglichen am",
    "Sicher",
    "Offene Rechtsfrage",
    "Hinweis",
    "Warum",
    "Stand",
    "Verantwortlich",
    "Was getan wurde",
    "Nachweis",
]
STANDS: dict[str, Callable[[DutyView], bool]] = {
    "offen": lambda view: view.is_open,
    "faellig": lambda view: view.duty.due is Due.DUE,
    "kommend": lambda view: view.duty.due is not Due.DUE,
    "erledigt": lambda view: view.is_settled,
}
ORDERS: dict[str, Callable[[DutyView], Any]] = {
    "termin": lambda view: view.duty.applies_from or date.min,
    "pflicht": lambda view: view.duty.title.casefold(),
    "stand": lambda view: (view.is_settled, view.duty.due),
}


@use_case_view()
@require_safe
def listing(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    form = DutyFilter(request.GET)
    form.is_valid()
    held = assessing.current(use_case)
    every = assessing.duties(use_case, held=held) if held else []
    page = page_of(request, _ordered(request, _filtered(every, form)))
    context = {
        "use_case": use_case,
        "trail": trail(use_case),
        "filter": form,
        "page": page,
        "rows": [showing.duty(view) for view in page],
        "any": bool(every),
        "open": sum(view.is_open for view in every),
        "held": held,
    }
    return render(request, "register/assessing/duties.html", context)


@use_case_view()
@require_safe
def export(request: MemberRequest, use_case: UseCase) -> HttpResponseBase:
    form = DutyFilter(request.GET)
    form.is_valid()
    rows = _rows(_filtered(assessing.duties(use_case), form))
    return csv_response(f"pflichten-{use_case.reference}.csv", header=HEADER, rows=rows)


@use_case_view()
def one(request: MemberRequest, use_case: UseCase, rule: str) -> HttpResponse:
    view = duty_of(use_case, rule)
    if view is None:
        raise Http404
    may = view.is_own and rules.may_settle(request.member, use_case, view.status)
    if request.method == "POST" and not may:
        raise PermissionDenied(NOT_ALLOWED)
    form = DutyForm(posted(request), use_case=use_case, view=view) if may else None
    context: dict[str, Any] = {}
    if form is not None and form.is_bound:
        try:
            if form.is_valid():
                _set(request, use_case, rule, form)
                messages.success(request, f"„{view.duty.title}“ ist gespeichert.")
                return redirect("duties", use_case.pk)
        except Conflict as conflict:
            context = {"conflict": str(conflict), "theirs": _theirs(request, form, use_case, rule)}
        except Refused as refused:
            form.add_error(None, str(refused))
    context |= {
        "use_case": use_case,
        "trail": [*trail(use_case), ("Pflichten", reverse("duties", args=[use_case.pk]))],
        "row": showing.duty(view),
        "form": form,
    }
    status = 409 if "conflict" in context else 422 if request.method == "POST" else 200
    return render(request, "register/assessing/duty.html", context, status=status)


def _set(request: MemberRequest, use_case: UseCase, rule: str, form: DutyForm) -> None:
    assessing.set_duty(use_case, rule=rule, by=request.member, **form.cleaned_data)


def _theirs(
    request: MemberRequest, form: DutyForm, use_case: UseCase, rule: str
) -> list[tuple[str, str, str]]:
    """Fields that differ; the form goes on from what stands there now."""
    stands = duty_of(use_case, rule)
    status = stands.status if stands else None
    again = request.POST.copy()
    again["revision"] = str(status.revision if status else 0)
    form.data = again
    mine = form.cleaned_data
    pairs = [
        (
            "Stand",
            status.get_state_display() if status else "",
            DutyState(mine["state"]).label,
        ),
        ("Was wurde getan?", status.note if status else "", mine["note"]),
        ("Wer kümmert sich?", _responsible(status), _name(mine["responsible"])),
        ("Nachweis", str((status and status.evidence) or ""), str(mine["evidence"] or "")),
    ]
    return [(label, now, typed) for label, now, typed in pairs if now != typed]


def _responsible(status: DutyStatus | None) -> str:
    return _name(status.responsible) if status else ""


def _name(member: Member | None) -> str:
    return str(member.user) if member else ""


def _filtered(views: list[DutyView], form: DutyFilter) -> list[DutyView]:
    keep = STANDS.get(form.cleaned_data.get("stand", ""))
    whose = form.cleaned_data.get("wer", "")
    found = [view for view in views if keep is None or keep(view)]
    return [view for view in found if view.is_own is (whose == "eigene")] if whose else found


def _ordered(request: MemberRequest, views: list[DutyView]) -> list[DutyView]:
    wanted = request.GET.get("sortierung", "")
    key = ORDERS.get(wanted.removeprefix("-"), ORDERS["termin"])
    return sorted(views, key=key, reverse=wanted.startswith("-"))


def _rows(views: list[DutyView]) -> Iterator[list[Any]]:
    for view in views:
        duty, status = view.duty, view.status
        yield [
            duty.title,
            duty.text,
            duty.norm,
            WORDS[duty.role],
            WORDS[duty.holder],
            showing.day(duty.applies_from),
            showing.day(duty.applied_before) if duty.applied_before else "",
            WORDS[duty.due],
            WORDS[duty.status],
            duty.source_url,
            showing.day(duty.verified_on),
            "ja" if duty.certain else "zu klären",
            duty.open_question or "",
            duty.note or "",
            duty.why.sentence,
            view.state.label if view.is_own else "",
            _responsible(status),
            status.note if status else "",
            str(status.evidence) if status and status.evidence else "",
        ]
