"""The AI strategy of the own organisation."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import strategy
from allmende.portal.register.enums import TargetHorizon, TargetState
from allmende.portal.register.forms.strategy import TargetForm, TargetStateForm
from allmende.portal.register.models import StrategyTarget

BACK = "/anwendungsfaelle/strategie/"
TRAIL = [("Anwendungsfälle", "/anwendungsfaelle/"), ("Strategie", BACK)]
BADGES = {
    TargetState.OPEN: "info",
    TargetState.ON_TRACK: "success",
    TargetState.AT_RISK: "warning",
    TargetState.REACHED: "success",
    TargetState.MISSED: "danger",
}


def leaders_only[**P](view: Callable[Concatenate[MemberRequest, P], HttpResponseBase]) -> Plain:
    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(rules.may_lead, request.member, request.member.organisation_id)
        return view(request, *args, **kwargs)

    return member_required(guarded)


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    found = list(strategy.targets_of(request.member))
    today = timezone.localdate()
    groups = [
        (horizon.label, [_row(one, today) for one in found if one.horizon == horizon])
        for horizon in TargetHorizon
    ]
    leads = rules.may_lead(request.member, request.member.organisation_id)
    context = {
        "groups": groups,
        "any": bool(found),
        "may_lead": leads,
        "proposals": strategy.open_proposals(request.member) if leads else [],
    }
    return render(request, "register/strategy/listing.html", context)


def _row(target: StrategyTarget, today: Any) -> tuple[StrategyTarget, str, bool]:
    ended = target.state in {TargetState.REACHED, TargetState.MISSED}
    return target, BADGES[TargetState(target.state)], target.due_on < today and not ended


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    header = ["Zeitraum", "Ziel", "Woran Sie es erkennen", "Bis wann", "Stand", "Begründung"]
    return csv_response(
        "ki-strategie.csv", header=[*header, "Anwendungsfälle"], rows=_rows(request)
    )


def _rows(request: MemberRequest) -> Iterator[list[Any]]:
    for one in strategy.targets_of(request.member):
        yield [
            one.get_horizon_display(),
            one.title,
            one.text,
            one.due_on.isoformat(),
            one.get_state_display(),
            one.state_note,
            ", ".join(case.title for case in one.use_cases.all()),
        ]


@leaders_only
def add(request: MemberRequest) -> HttpResponse:
    form = TargetForm(posted(request), member=request.member)
    if form.is_valid():
        strategy.add(
            request.member.organisation,
            values=form.values,
            use_cases=form.cleaned_data["use_cases"],
            by=request.member,
        )
        messages.success(request, "Das Ziel ist gespeichert.")
        return redirect(BACK)
    return _form(request, "Ziel hinzufügen", form)


@leaders_only
@require_POST
def take_up(request: MemberRequest, key: str) -> HttpResponse:
    try:
        strategy.take_up(request.member.organisation, key=key, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Der Vorschlag ist jetzt Ihr Ziel. Passen Sie ihn an.")
    return redirect(BACK)


@leaders_only
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    stands = _own_or_404(request, pk)
    form = TargetForm(posted(request), instance=_own_or_404(request, pk), member=request.member)
    if form.is_valid() and done(form, lambda: _change(form, stands, request)):
        messages.success(request, "Das Ziel ist gespeichert.")
        return redirect(BACK)
    return _form(request, "Ziel ändern", form, dangers=[(f"{BACK}{pk}/loeschen/", "Ziel löschen")])


def _change(form: TargetForm, target: StrategyTarget, request: MemberRequest) -> StrategyTarget:
    return strategy.change(
        target,
        values=form.values,
        use_cases=form.cleaned_data["use_cases"],
        revision=form.cleaned_data["revision"] or 0,
        by=request.member,
    )


@leaders_only
def state(request: MemberRequest, pk: int) -> HttpResponse:
    target = _own_or_404(request, pk)
    form = TargetStateForm(posted(request), target=target)
    report = strategy.report_state
    if form.is_valid() and done(
        form, lambda: report(target, by=request.member, **form.cleaned_data)
    ):
        messages.success(request, "Der Stand ist gespeichert.")
        return redirect(BACK)
    history = [(audit.label(entry.action), entry) for entry in audit.history(target)[:20]]
    context = {"form": form, "target": target, "trail": TRAIL, "history": history}
    status = 422 if form.errors else 200
    return render(request, "register/strategy/state.html", context, status=status)


@leaders_only
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    target = _own_or_404(request, pk)
    if request.method == "POST":
        strategy.remove(target, by=request.member)
        messages.success(request, f"Das Ziel „{target.title}“ ist gelöscht.")
        return redirect(BACK)
    context = {
        "title": "Ziel löschen",
        "text": f"„{target.title}“ wird gelöscht. Im Protokoll bleibt nachlesbar, was dort stand.",
        "losses": ["der gemeldete Stand", "die Verbindung zu den Anwendungsfällen"],
        "action": "Ziel löschen",
        "trail": TRAIL,
        "back": BACK,
    }
    return render(request, "core/confirm.html", context)


def _own_or_404(request: MemberRequest, pk: int) -> StrategyTarget:
    found = strategy.targets_of(request.member).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _form(
    request: MemberRequest,
    title: str,
    form: TargetForm,
    dangers: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    context = {"title": title, "form": form, "trail": TRAIL, "back": BACK, "dangers": dangers}
    status = 422 if form.errors else 200
    return render(request, "core/form_page.html", context, status=status)
