"""A profile of the own organisation: write, see what is missing, hand in, take back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import attempt, posted
from allmende.portal.exchange.domain.calls import (
    asking,
    blinding,
    deciding,
    printing,
    states,
    submitting,
)
from allmende.portal.exchange.enums import CallState, SubmissionState
from allmende.portal.exchange.forms.calls.taking_part import ProfileForm
from allmende.portal.exchange.models import Call, Submission
from allmende.portal.exchange.rules import calls as rules
from allmende.portal.exchange.views.calls.access import HERE, call_view, own_or_404, trail
from allmende.portal.exchange.views.calls.listing import SUBMISSION_BADGES
from allmende.portal.exchange.views.trails import kept, status_of
from allmende.portal.organisations.middleware import MemberRequest


@call_view(may=rules.may_submit)
def new(request: MemberRequest, call: Call) -> HttpResponse:
    key = f"call/{call.pk}/profile"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    form = ProfileForm(posted(request), call=call, initial=kept(draft))
    if form.is_valid():
        made = attempt(
            form,
            lambda: submitting.begin(
                call,
                title=form.cleaned_data["title"],
                answers=form.answers,
                by=request.member,
            ),
        )
        if made:
            drafts.discard(request.user, key)
            return redirect("submission", call.pk, made.pk)
    context = {"title": "Profil schreiben", "back": f"{HERE}{call.pk}/"}
    return _page(request, call, form, {**context, "draft_key": key, "draft": draft})


@call_view()
@require_safe
def detail(request: MemberRequest, call: Call, submission: int) -> HttpResponse:
    """What stands there, what is missing, what gives the organisation away."""
    found = own_or_404(request, call, submission)
    state = states.state_of(call)
    context = {
        "call": call,
        "submission": found,
        "badge": SUBMISSION_BADGES[SubmissionState(found.state)],
        "rows": [(one, found.answers.get(one["key"], "")) for one in call.questions],
        "missing": asking.missing(call.questions, found.answers),
        "traces": blinding.of(found) if state == CallState.OPEN else [],
        "now": timezone.now(),
        "is_open": states.takes_submissions(call),
        "may_take_over": state == CallState.DECIDED
        and found.state in deciding.OUTCOMES
        and not found.made_into,
        "may_withdraw": state in {CallState.OPEN, CallState.JURY}
        and found.state in {SubmissionState.DRAFT, SubmissionState.SUBMITTED},
        "trail": trail(call),
    }
    return render(request, "exchange/calls/submission.html", context)


@call_view()
def edit(request: MemberRequest, call: Call, submission: int) -> HttpResponse:
    found = own_or_404(request, call, submission)
    require(rules.may_edit_submission, request.member, found)
    key = f"call/{call.pk}/profile/{found.pk}"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    initial = {**ProfileForm.initial_of(found), **kept(draft)}
    form = ProfileForm(posted(request), call=call, initial=initial)
    context: dict[str, Any] = {
        "title": "Profil bearbeiten",
        "back": f"{HERE}{call.pk}/profil/{found.pk}/",
        "draft_key": key,
        "draft": draft,
    }
    if form.is_valid():
        try:
            _change(form, found, request)
        except Conflict as conflict:
            context |= {"conflict": str(conflict), "theirs": _theirs(form, found)}
            form.data = _with_revision(request, found)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            drafts.discard(request.user, key)
            messages.success(request, "Gespeichert.")
            return redirect("submission", call.pk, found.pk)
    return _page(request, call, form, context)


def _change(form: ProfileForm, found: Submission, request: MemberRequest) -> None:
    submitting.change(
        found,
        title=form.cleaned_data["title"],
        answers=form.answers,
        revision=form.cleaned_data["revision"] or 0,
        by=request.member,
    )


@call_view()
@require_POST
def submit(request: MemberRequest, call: Call, submission: int) -> HttpResponse:
    found = own_or_404(request, call, submission)
    try:
        submitting.submit(found, by=request.member)
        messages.success(
            request,
            f"Eingereicht. Die Jury sieht Ihr Profil als Einreichung {found.number}, ohne Namen.",
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("submission", call.pk, found.pk)


@call_view()
def withdraw(request: MemberRequest, call: Call, submission: int) -> HttpResponse:
    found = own_or_404(request, call, submission)
    if request.method == "POST":
        submitting.withdraw(found, by=request.member)
        messages.success(request, "Das Profil ist zurückgezogen.")
        return redirect("submission", call.pk, found.pk)
    again = "Bis zum Einsendeschluss können Sie es wieder einreichen."
    context = {
        "title": "Profil zurückziehen",
        "text": f"„{found.title}“ nimmt nicht mehr teil. {again}",
        "action": "Zurückziehen",
        "trail": trail(call),
        "back": f"{HERE}{call.pk}/profil/{found.pk}/",
    }
    return render(request, "core/confirm.html", context)


@call_view()
@require_safe
def document(request: MemberRequest, call: Call, submission: int, kind: str) -> HttpResponse:
    found = own_or_404(request, call, submission)
    if kind not in Format:
        raise Http404
    return respond(printing.profile(found), Format(kind))


@call_view()
@require_POST
def take_over(request: MemberRequest, call: Call, submission: int) -> HttpResponse:
    found = own_or_404(request, call, submission)
    try:
        thing = deciding.make_use_case(found, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("submission", call.pk, found.pk)
    messages.success(request, "Das Profil steht jetzt als Idee in Ihrem Register.")
    return redirect(thing.url)


def _page(
    request: MemberRequest, call: Call, form: ProfileForm, context: dict[str, Any]
) -> HttpResponse:
    context |= {
        "call": call,
        "form": form,
        "trail": trail(call),
        "now": timezone.now(),
        "is_open": states.takes_submissions(call),
    }
    status = 409 if "conflict" in context else status_of(form)
    return render(request, "exchange/calls/profile.html", context, status=status)


def _theirs(form: ProfileForm, stands: Submission) -> list[tuple[str, str, str]]:
    rows = [("Titel", stands.title, form.cleaned_data["title"])]
    for one in stands.call.questions:
        key = one["key"]
        rows.append((one["label"], stands.answers.get(key, ""), form.answers[key]))
    return [row for row in rows if row[1] != row[2]]


def _with_revision(request: MemberRequest, stands: Submission) -> Any:
    again = request.POST.copy()
    again["revision"] = str(stands.revision)
    return again
