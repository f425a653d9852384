"""Minutes while the session runs: one writes, the others see it a few seconds later."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import posted
from allmende.portal.events.domain.live import minutes as domain
from allmende.portal.events.domain.live import results
from allmende.portal.events.domain.planning import queries
from allmende.portal.events.forms.live.minutes import MinutesForm
from allmende.portal.events.models import Minutes, Session
from allmende.portal.events.rules import live as rules
from allmende.portal.events.rules.planning import may_organise
from allmende.portal.events.views.live.access import live_view, may_read, trail
from allmende.portal.organisations.middleware import MemberRequest


@live_view()
@require_POST
def begin(request: MemberRequest, session: Session) -> HttpResponse:
    """``raum`` or ``block`` says for which place."""
    room, block = request.POST.get("raum", ""), request.POST.get("block", "")
    place: Any = None
    if room.isdecimal():
        place = queries.room_of(session, int(room))
    elif block.isdecimal():
        place = queries.block_of(session, int(block))
    if place is None:
        raise Http404
    written = domain.open_for(place, by=request.member)
    return redirect("minutes-write", session.pk, written.pk)


@live_view()
@require_safe
def read(request: MemberRequest, session: Session, minutes: int) -> HttpResponse:
    found = _one(request, session, minutes)
    context = {
        "session": session,
        "minutes": found,
        "may_write": rules.may_write(request.member, found),
        "trail": trail(session),
    }
    return render(request, "events/live/minutes.html", context)


@live_view()
@require_safe
def state(request: MemberRequest, session: Session, minutes: int) -> HttpResponse:
    """Asked every few seconds by those who follow; empty where nothing is new."""
    found = _one(request, session, minutes)
    if request.GET.get("stand") == str(found.revision):
        return HttpResponse(status=204)
    return render(
        request, "events/live/minutes.html#written", {"session": session, "minutes": found}
    )


@live_view()
def write(request: MemberRequest, session: Session, minutes: int) -> HttpResponse:
    found = _one(request, session, minutes)
    require(rules.may_write, request.member, found)
    form = MinutesForm(posted(request), initial=_kept(found))
    context: dict[str, Any] = {"session": session, "minutes": found, "trail": trail(session)}
    if request.method == "POST" and form.is_valid():
        try:
            saved = domain.write(found, by=request.member, **form.cleaned_data)
        except Conflict as conflict:
            return _conflict(request, found, form, str(conflict), context)
        if request.htmx:  # type: ignore[attr-defined]
            context |= {"minutes": saved, "saved": True}
            return render(request, "events/live/write.html#state", context)
        messages.success(request, "Das Protokoll ist gespeichert.")
        return redirect("minutes", session.pk, found.pk)
    status = 422 if form.errors else 200
    return render(request, "events/live/write.html", context | {"form": form}, status=status)


@live_view(may=may_organise)
@require_POST
def publish(request: MemberRequest, session: Session) -> HttpResponse:
    try:
        count = results.publish(session, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = "Ein Protokoll ist" if count == 1 else f"{count} Protokolle sind"
        messages.success(
            request, f"{words} veröffentlicht und stehen bei den Themenfeldern der Räume."
        )
    return redirect(f"/veranstaltungen/{session.pk}/#ergebnisse")


@live_view(may=may_organise)
def withdraw(request: MemberRequest, session: Session) -> HttpResponse:
    if request.method == "POST":
        results.withdraw(session, by=request.member)
        messages.success(request, "Die Ergebnisse sind nicht mehr veröffentlicht.")
        return redirect(f"/veranstaltungen/{session.pk}/#ergebnisse")
    context = {
        "title": "Ergebnisse zurückziehen",
        "trail": trail(session),
        "text": "Nichts wird gelöscht. Sie können die Ergebnisse jederzeit wieder veröffentlichen.",
        "losses": [
            "Nur wer teilgenommen hat, liest die Protokolle noch.",
            "Bei den Themenfeldern und in der Suche stehen die Ergebnisse nicht mehr.",
        ],
        "action": "Ergebnisse zurückziehen",
        "back": f"/veranstaltungen/{session.pk}/#ergebnisse",
    }
    return render(request, "core/confirm.html", context)


def _one(request: MemberRequest, session: Session, pk: int) -> Minutes:
    found = domain.one(session, pk)
    if found is None or not may_read(request.member, found):
        raise Http404
    return found


def _kept(minutes: Minutes) -> dict[str, Any]:
    return {"text": minutes.text, "results": minutes.results, "revision": minutes.revision}


def _conflict(
    request: MemberRequest, minutes: Minutes, form: MinutesForm, sentence: str, context: Any
) -> HttpResponse:
    """Both versions; saving again overwrites on purpose."""
    stands = domain.one(minutes.session, minutes.pk) or minutes
    context |= {"conflict": sentence, "minutes": stands}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "events/live/write.html#state", context, status=409)
    again = request.POST.copy()
    again["revision"] = str(stands.revision)
    form.data = again
    return render(request, "events/live/write.html", context | {"form": form}, status=409)
