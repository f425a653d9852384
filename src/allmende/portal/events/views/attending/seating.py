"""Who is where: the rooms with their people, for those who plan the session."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.exports import csv_response
from allmende.portal.events.domain.attending import queries, rooms, states, wishes
from allmende.portal.events.domain.attending.states import TAKING_PART
from allmende.portal.events.models import Block, Registration, RoomPlace, Session
from allmende.portal.events.views.attending.organising import organiser_view, trail
from allmende.portal.organisations.middleware import MemberRequest


@organiser_view
def listing(request: MemberRequest, session: Session) -> HttpResponse:
    if request.method == "POST":
        return _assign(request, session)
    people = f"/veranstaltungen/{session.pk}/teilnahme/"
    context = {
        "session": session,
        "trail": trail(session, ("Teilnahme", people)),
        "blocks": [_block(block) for block in wishes.blocks_of(session)],
        "cutoff": states.rooms_cutoff(session),
        "overfull": {room.pk for room in rooms.overfull(session)},
    }
    return render(request, "events/attending/seating.html", context)


@organiser_view
@require_safe
def export(_: MemberRequest, session: Session) -> HttpResponseBase:
    header = ["Block", "Raum", "Name", "Organisation", "Bedarf", "von Hand"]
    return csv_response("raeume.csv", header=header, rows=_lines(session))


def _assign(request: MemberRequest, session: Session) -> HttpResponse:
    try:
        count = rooms.assign_rooms(session, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        people = "1 Person hat" if count == 1 else f"{count} Personen haben"
        messages.success(request, f"Die Räume sind verteilt: {people} einen Raum.")
    return redirect("session-seating", session.pk)


def _block(block: Block) -> dict[str, Any]:
    people: dict[int, list[RoomPlace]] = {}
    for place in _places(block):
        people.setdefault(place.room_id, []).append(place)
    shown = [
        (room, [_person(p) for p in people.get(room.pk, [])]) for room in wishes.open_rooms(block)
    ]
    return {
        "block": block,
        "rooms": shown,
        "without": [
            _named(one) for one in rooms.without_room(block).select_related("organisation", "user")
        ],
    }


def _places(block: Block) -> list[RoomPlace]:
    found = RoomPlace.objects.filter(block=block, registration__state__in=TAKING_PART)
    found = found.select_related("room", "registration__organisation", "registration__user")
    return list(found.order_by("room__position", "registration__name", "pk"))


def _person(place: RoomPlace) -> tuple[Registration, str, str, bool]:
    return (*_named(place.registration), place.chosen_by_hand)


def _named(one: Registration) -> tuple[Registration, str, str]:
    return one, queries.name_of(one), queries.organisation_of(one)


def _lines(session: Session) -> Iterator[list[Any]]:
    for block in wishes.blocks_of(session):
        for place in _places(block):
            one, name, organisation = _named(place.registration)
            by_hand = "ja" if place.chosen_by_hand else ""
            yield [block.title, place.room.title, name, organisation, one.needs, by_hand]
