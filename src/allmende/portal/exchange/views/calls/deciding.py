"""The ranking and the decision, without names; afterwards the selected ones have theirs."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import done, posted
from allmende.portal.exchange.domain.calls import blinding, deciding, queries, states
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.forms.calls.organising import DecideForm
from allmende.portal.exchange.models import Call, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.exchange.views.calls.access import call_view, trail
from allmende.portal.exchange.views.calls.listing import SUBMISSION_BADGES
from allmende.portal.exchange.views.trails import status_of
from allmende.portal.organisations.middleware import MemberRequest

FIRST_FINISH = (
    "Sie gehören selbst zur Jury. Die Bewertungen der anderen sehen Sie, sobald Ihre eigene "
    "abgeschlossen ist."
)


@call_view(may=rules.may_manage)
@require_safe
def submissions(request: MemberRequest, call: Call) -> HttpResponse:
    """What has come in, by numbers, with a warning where an answer gives somebody away."""
    context = {
        "call": call,
        "rows": _blinded(call),
        "is_decided": states.state_of(call) == CallState.DECIDED,
        "trail": trail(call),
    }
    return render(request, "exchange/calls/submissions.html", context)


@call_view(may=rules.may_manage)
@require_safe
def export(request: MemberRequest, call: Call) -> HttpResponseBase:
    decided = states.state_of(call) == CallState.DECIDED
    names = ["Ausgewählt", "Ergebnis"] if decided else []
    sees = rules.may_see_scores(request.member, call)
    scores = ["Rang", "Mittel", "Spanne", "Bewertungen"] if sees else []
    header = ["Nummer", *names, *scores, *(one["label"] for one in call.questions)]
    rows = _lines(call, decided=decided, sees=sees)
    return csv_response("einreichungen.csv", header=header, rows=rows)


@call_view(may=rules.may_manage)
def decide(request: MemberRequest, call: Call) -> HttpResponse:
    if not rules.may_see_scores(request.member, call):
        raise PermissionDenied(FIRST_FINISH)
    by_pk = {one.pk: one for one in queries.judged(call).select_related("organisation")}
    ranked = deciding.ranked(call)
    rows = [(row.submission, f"Einreichung {by_pk[row.submission].number}") for row in ranked]
    form = DecideForm(posted(request), rows=rows)
    if form.is_valid() and done(
        form,
        lambda: deciding.decide(
            call,
            outcomes=form.outcomes,
            result=form.cleaned_data["result"],
            by=request.member,
        ),
    ):
        messages.success(request, "Entschieden. Alle, die eingereicht haben, wissen Bescheid.")
        return redirect("call", call.pk)
    state = states.state_of(call)
    jurors = list(queries.jurors_of(call))
    own = by_pk and any(
        one.organisation_id == request.member.organisation_id for one in by_pk.values()
    )
    context = {
        "call": call,
        "rows": [_ranked(row, by_pk[row.submission], state) for row in ranked],
        "form": form if state == CallState.JURY else None,
        "state": state,
        "done": sum(juror.finished_at is not None for juror in jurors),
        "jurors": jurors,
        "has_own": own,
        "trail": trail(call),
    }
    return render(request, "exchange/calls/decide.html", context, status=status_of(form))


def _ranked(row: Any, submission: Submission, state: CallState) -> dict[str, Any]:
    decided = state == CallState.DECIDED
    return {
        "number": submission.number,
        "place": row.place,
        "tied": row.tied,
        "mean": float(row.mean) if row.mean is not None else None,
        "lowest": float(row.lowest) if row.lowest is not None else None,
        "highest": float(row.highest) if row.highest is not None else None,
        "jurors": row.jurors,
        "name": _name(submission),
        "outcome": submission.get_state_display() if decided else "",
        "badge": SUBMISSION_BADGES[SubmissionState(submission.state)],
    }


def _name(submission: Submission) -> str:
    """Whoever was not selected stays without a name, for the organiser as well."""
    if submission.state != SubmissionState.SELECTED:
        return ""
    return f"{submission.title} ({submission.organisation})"


def _blinded(call: Call) -> list[dict[str, Any]]:
    found = queries.judged(call).select_related("organisation", "call")
    return [
        {
            "submission": one,
            "name": _name(one),
            "answers": [(q, one.answers.get(q["key"], "")) for q in call.questions],
            "traces": blinding.of(one),
        }
        for one in found
    ]


def _lines(call: Call, *, decided: bool, sees: bool) -> Iterator[list[Any]]:
    ranked = {row.submission: row for row in deciding.ranked(call)} if sees else {}
    for one in queries.judged(call).select_related("organisation"):
        row = ranked.get(one.pk)
        names = [_name(one), one.get_state_display()] if decided else []
        scores = _numbers(row) if row else []
        yield [
            one.number,
            *names,
            *scores,
            *(one.answers.get(question["key"], "") for question in call.questions),
        ]


def _numbers(row: Any) -> list[Any]:
    if row.mean is None:
        return ["", "", "", 0]
    spread = f"{float(row.lowest):.2f} bis {float(row.highest):.2f}".replace(".", ",")
    return [row.place, f"{float(row.mean):.2f}".replace(".", ","), spread, row.jurors]
