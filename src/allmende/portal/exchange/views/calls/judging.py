"""Pages of the jury: numbers and answers, one after the other."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.exchange.domain.calls import judging, printing, queries, ranking, states
from allmende.portal.exchange.enums import CallState
from allmende.portal.exchange.forms.calls.taking_part import ScoreForm
from allmende.portal.exchange.models import Call, Juror, JuryScore, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.exchange.views.calls.access import HERE, call_view, trail
from allmende.portal.exchange.views.trails import status_of
from allmende.portal.organisations.middleware import MemberRequest


@call_view(may=rules.is_juror)
@require_safe
def overview(request: MemberRequest, call: Call) -> HttpResponse:
    """All submissions by their numbers, with the own scores."""
    juror = _juror(request, call)
    own = judging.own_organisations(juror)
    mine = {one.submission_id: one for one in JuryScore.objects.filter(juror=juror)}
    rows = [_row(one, mine.get(one.pk), call, own) for one in queries.judged(call)]
    state = states.state_of(call)
    context = {
        "call": call,
        "juror": juror,
        "rows": rows if state in {CallState.JURY, CallState.DECIDED} else [],
        "is_jury": state == CallState.JURY,
        "left": sum(row["is_open"] for row in rows),
        "trail": trail(call),
    }
    return render(request, "exchange/calls/jury.html", context)


@call_view(may=rules.is_juror)
def score(request: MemberRequest, call: Call, number: int) -> HttpResponse:
    submission, juror = _by_number(call, number), _juror(request, call)
    stands = JuryScore.objects.filter(juror=juror, submission=submission).first()
    form = ScoreForm(posted(request), call=call, initial=_initial(stands))
    is_own = submission.organisation_id in judging.own_organisations(juror)
    if form.is_valid() and done(form, lambda: _score(form, submission, request)):
        messages.success(request, f"Einreichung {number} ist bewertet.")
        following = judging.open_for(juror).first()
        if following:
            return redirect("jury-score", call.pk, following.number)
        return redirect("jury", call.pk)
    context = {
        "call": call,
        "number": number,
        "rows": [(one, submission.answers.get(one["key"], "")) for one in call.questions],
        "form": form,
        "may_score": not is_own and not juror.finished_at,
        "is_own": is_own,
        "stands": stands,
        "others": _others(submission, juror) if juror.finished_at and not is_own else [],
        "trail": [*trail(call), ("Jury", f"{HERE}{call.pk}/jury/")],
    }
    return render(request, "exchange/calls/score.html", context, status=status_of(form))


def _score(form: ScoreForm, submission: Submission, request: MemberRequest) -> JuryScore:
    return judging.score(
        submission,
        points=form.points,
        note=form.cleaned_data["note"],
        is_biased=form.cleaned_data["is_biased"],
        by=request.member,
    )


@call_view(may=rules.is_juror)
@require_POST
def finish(request: MemberRequest, call: Call) -> HttpResponse:
    try:
        judging.finish(call, by=request.member)
        messages.success(request, "Danke. Ihre Bewertung ist abgeschlossen.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("jury", call.pk)


@call_view(may=rules.is_juror)
@require_safe
def document(_: MemberRequest, call: Call, kind: str) -> HttpResponse:
    if kind not in Format or states.state_of(call) not in {CallState.JURY, CallState.DECIDED}:
        raise Http404
    return respond(printing.for_jury(call), Format(kind))


def _juror(request: MemberRequest, call: Call) -> Juror:
    juror = rules.juror_of(request.member, call)
    if juror is None:
        raise Http404
    juror.call = call
    return juror


def _by_number(call: Call, number: int) -> Submission:
    """Before the deadline there is nothing to see, not even by its number."""
    found = queries.judged(call).filter(number=number).first()
    if found is None or states.state_of(call) not in {CallState.JURY, CallState.DECIDED}:
        raise Http404
    found.call = call
    return found


def _row(one: Submission, mine: JuryScore | None, call: Call, own: Any) -> dict[str, Any]:
    is_own = one.organisation_id in own
    value = ranking.weighted(call.criteria, mine.points) if mine else None
    return {
        "submission": one,
        "is_own": is_own,
        "mine": mine,
        "value": float(value) if value is not None else None,
        "is_open": not is_own and mine is None,
    }


def _initial(stands: JuryScore | None) -> dict[str, Any]:
    if stands is None:
        return {}
    points = {f"c-{key}": value for key, value in stands.points.items()}
    return {**points, "note": stands.note, "is_biased": stands.is_biased}


def _others(submission: Submission, juror: Juror) -> list[JuryScore]:
    """Only of those who have finished, too."""
    found = queries.scores_of(submission.call).filter(
        submission=submission, juror__finished_at__isnull=False
    )
    return list(found.exclude(juror=juror).order_by("juror__label"))
