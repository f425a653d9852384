"""The parallel rooms of a block."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.forms import posted
from allmende.portal.events.domain.planning import people, queries, rooms
from allmende.portal.events.forms.planning.agenda import ReasonForm, RoomForm
from allmende.portal.events.models import Room, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.access import session_view, trail
from allmende.portal.events.views.planning import saving
from allmende.portal.events.views.planning.blocks import confirm
from allmende.portal.organisations.middleware import MemberRequest


@session_view(may=rules.may_organise)
def add(request: MemberRequest, session: Session, block: int) -> HttpResponse:
    found = queries.block_of(session, block)
    if found is None:
        raise Http404
    form = RoomForm(posted(request), session=session)

    def action() -> object:
        return rooms.add(
            found,
            values=form.values,
            revision=form.cleaned_data["revision"],
            by=request.member,
            **form.people,
        )

    return _form(request, session, form, action, "Raum hinzufügen")


@session_view(may=rules.may_organise)
def edit(request: MemberRequest, session: Session, room: int) -> HttpResponse:
    form = RoomForm(posted(request), session=session, instance=_room(session, room))

    def action() -> object:
        return rooms.change(
            _room(session, room),
            values=form.values,
            revision=form.cleaned_data["revision"],
            by=request.member,
            **form.people,
        )

    return _form(request, session, form, action, "Raum ändern")


@session_view(may=rules.may_organise)
@require_POST
def move(request: MemberRequest, session: Session, room: int) -> HttpResponse:
    found = _room(session, room)
    earlier = request.POST.get("richtung") == "frueher"
    saving.press(
        request,
        session,
        lambda revision: rooms.move(found, earlier=earlier, revision=revision, by=request.member),
        f"„{found}“ ist verschoben.",
    )
    return redirect(_plan(session, found))


@session_view(may=rules.may_organise)
@require_POST
def duplicate(request: MemberRequest, session: Session, room: int) -> HttpResponse:
    found = _room(session, room)
    saving.press(
        request,
        session,
        lambda revision: rooms.duplicate(found, revision=revision, by=request.member),
        f"Den Raum „{found}“ gibt es jetzt zweimal.",
    )
    return redirect(_plan(session, found))


@session_view(may=rules.may_organise)
def remove(request: MemberRequest, session: Session, room: int) -> HttpResponse:
    found = _room(session, room)
    if request.method == "POST":
        saving.press(
            request,
            session,
            lambda revision: rooms.remove(found, revision=revision, by=request.member),
            f"Der Raum „{found}“ ist gelöscht.",
        )
        return redirect("session-plan", session.pk)
    talks = [f"Vortrag „{talk}“ bleibt, ohne Raum" for talk in found.talks.all()]
    return confirm(request, session, f"Raum „{found}“ löschen", losses=talks)


@session_view(may=rules.may_organise)
def close(request: MemberRequest, session: Session, room: int) -> HttpResponse:
    found = _room(session, room)
    form = ReasonForm(
        posted(request),
        session=session,
        longest=300,
        help_text="Wer in dem Raum sitzt, liest ihn und erhält einen anderen Raum.",
    )
    context: dict[str, Any] = {
        "title": f"Raum „{found}“ schließen",
        "form": form,
        "submit": "Raum schließen",
        "trail": trail(session, plan=True),
        "back": _plan(session, found),
    }

    def action() -> object:
        chosen = form.cleaned_data
        return rooms.close(
            found, reason=chosen["reason"], revision=chosen["revision"], by=request.member
        )

    if form.is_valid() and saving.saved(
        form, action, context, revision=saving.revision_of(session)
    ):
        messages.success(request, f"Der Raum „{found}“ ist geschlossen.")
        return redirect("session-plan", session.pk)
    return saving.page(request, context)


@session_view(may=rules.may_organise)
@require_POST
def reopen(request: MemberRequest, session: Session, room: int) -> HttpResponse:
    found = _room(session, room)
    saving.press(
        request,
        session,
        lambda revision: rooms.reopen(found, revision=revision, by=request.member),
        f"Der Raum „{found}“ ist wieder offen.",
    )
    return redirect(_plan(session, found))


@session_view()
@require_POST
def step_down(request: MemberRequest, session: Session, room: int) -> HttpResponse:
    """Somebody drops out."""
    found = _room(session, room)
    require(rules.serves_in, request.member, found)
    try:
        rooms.step_down(found, task=request.POST.get("aufgabe", ""), by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Danke für die Nachricht. Wer plant, weiß jetzt Bescheid.")
    return redirect("session", session.pk)


def _form(
    request: MemberRequest, session: Session, form: RoomForm, action: Any, title: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": title,
        "form": form,
        "people": people.suggested(session),
        "trail": trail(session, plan=True),
        "back": reverse("session-plan", args=[session.pk]),
    }
    if form.is_valid() and saving.saved(
        form, action, context, revision=saving.revision_of(session)
    ):
        messages.success(request, "Der Raum ist gespeichert.")
        return redirect("session-plan", session.pk)
    return saving.page(request, context)


def _plan(session: Session, room: Room) -> str:
    return f"{reverse('session-plan', args=[session.pk])}#raum-{room.pk}"


def _room(session: Session, pk: int) -> Room:
    found = queries.room_of(session, pk)
    if found is None:
        raise Http404
    return found
