"""Steps with the own registration; each is reached by a member and by a guest, see ``door``."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.events.domain.attending import (
    attendance,
    certificate,
    registering,
    rooms,
    wishes,
)
from allmende.portal.events.domain.attending.states import LIVE, TAKING_PART
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.forms.attending.own import CodeForm, DetailsForm, WishesForm
from allmende.portal.events.models import Block, Room
from allmende.portal.events.views.attending.door import Door

TRIES = 10  # codes in ten minutes


def cancel(request: HttpRequest, door: Door) -> HttpResponse:
    if door.registration.state == State.CANCELLED:
        return redirect(door.home)
    if request.method == "POST":
        sentence = _("Sie sind abgemeldet.")
        return _step(
            request, door, sentence, lambda: registering.cancel(door.registration, by=door.by)
        )
    return render(request, "events/attending/cancel.html", door.context())


@require_POST
def accept(request: HttpRequest, door: Door) -> HttpResponse:
    sentence = _("Der Platz gehört Ihnen.")
    return _step(
        request, door, sentence, lambda: registering.accept_offer(door.registration, by=door.by)
    )


def details(request: HttpRequest, door: Door) -> HttpResponse:
    mine = door.registration
    initial = {"needs": mine.needs, "shows_name": mine.shows_name}
    form = DetailsForm(posted(request), initial=initial)
    if form.is_valid() and done(
        form, lambda: registering.change(mine, **form.cleaned_data, by=door.by)
    ):
        messages.success(request, _("Ihre Angaben sind gespeichert."))
        return redirect(door.home)
    status = 422 if form.errors else 200
    return render(request, "events/attending/details.html", door.context(form=form), status=status)


def choose_rooms(request: HttpRequest, door: Door) -> HttpResponse:
    """Wishes until the cut-off; after it, the rooms with their free places."""
    if door.registration.state not in LIVE:
        return redirect(door.home)
    blocks = wishes.blocks_of(door.session)
    closed = wishes.refusal(door.session)
    forms = [] if closed else _wish_forms(request, door, blocks)
    if request.method == "POST":
        if closed:
            messages.error(request, closed)
            return redirect(door.url("rooms"))
        if _wish_all(forms, door):
            messages.success(request, _("Ihre Wünsche sind gespeichert."))
            return redirect(door.home)
    errors = any(form.errors for form in forms)
    context = door.context(
        forms=forms, closed=closed, errors=errors, choices=_choices(door, blocks) if closed else []
    )
    return render(request, "events/attending/rooms.html", context, status=422 if errors else 200)


@require_POST
def take_room(request: HttpRequest, door: Door, room: int) -> HttpResponse:
    found = (
        Room.objects.filter(pk=room, block__session=door.session).select_related("block").first()
    )
    if found is None:
        raise Http404
    sentence = _("Sie sitzen jetzt hier: %(room)s") % {"room": found.title}
    return _step(
        request, door, sentence, lambda: rooms.take(door.registration, room=found, by=door.by)
    )


@require_POST
def check_in(request: HttpRequest, door: Door) -> HttpResponse:
    if not ratelimit.allow("check-in", door.registration.pk.hex, limit=TRIES, seconds=600):
        messages.error(request, _("Das waren viele Versuche. Warten Sie zehn Minuten."))
        return redirect(door.home)
    form = CodeForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    sentence = _("Ihre Teilnahme ist bestätigt.")
    return _step(
        request,
        door,
        sentence,
        lambda: attendance.check_in(door.registration, code=code, by=door.by),
    )


@require_safe
def certificate_file(request: HttpRequest, door: Door) -> HttpResponseBase:
    try:
        document = certificate.issue(door.registration, by=door.by)
        return respond(document, Format.PDF)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(door.home)


def _step(
    request: HttpRequest, door: Door, sentence: str, action: Callable[[], object]
) -> HttpResponse:
    try:
        action()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, sentence)
    return redirect(door.home)


def _wish_forms(request: HttpRequest, door: Door, blocks: list[Block]) -> list[WishesForm]:
    wished = wishes.of(door.registration)
    return [
        WishesForm(
            posted(request),
            block=block,
            rooms=wishes.open_rooms(block),
            wished=wished.get(block.pk, []),
        )
        for block in blocks
    ]


def _wish_all(forms: list[WishesForm], door: Door) -> bool:
    """Every form is looked at, so that all errors show at once."""
    if not min([form.is_valid() for form in forms], default=True):
        return False
    return min([done(form, partial(_wish, form, door)) for form in forms], default=True)


def _wish(form: WishesForm, door: Door) -> bool:
    wishes.wish(door.registration, block=form.block, rooms=form.wishes, by=door.by)
    return True


def _choices(door: Door, blocks: list[Block]) -> list[dict[str, Any]]:
    """Each block with its rooms: free places, where one sits, whether one may change."""
    sits = dict(door.registration.places.values_list("block", "room"))
    may = (
        door.session.rooms_assigned_at is not None
        and door.session.chooses_rooms
        and door.registration.state in TAKING_PART
    )
    found = []
    for block in blocks:
        free = rooms.free_in(block)
        rows = [
            (room, free[room.pk], sits.get(block.pk) == room.pk, door.url("room", room.pk))
            for room in wishes.open_rooms(block)
        ]
        found.append({"block": block, "rows": rows, "may": may})
    return found
