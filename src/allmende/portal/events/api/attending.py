"""The own registration by program."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth
from pydantic import ConfigDict

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.attending import queries, registering
from allmende.portal.events.domain.planning import queries as planning
from allmende.portal.events.models import Registration, Session
from allmende.portal.organisations.models import Member

router = Router(tags=["Veranstaltungen"], auth=django_auth)
LARGEST = 2**63 - 1


class Problem(Schema):
    """Ein Satz, der sagt, was nicht ging und was zu tun ist."""

    detail: str


PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


class RegistrationIn(Schema):
    model_config = ConfigDict(extra="forbid")

    needs: str = Field("", max_length=300, description="Was Sie brauchen, um gut teilzunehmen")
    shows_name: bool = Field(True, description="Andere Teilnehmende sehen Ihren Namen")


class PlaceOut(Schema):
    block: str
    room: str


class RegistrationOut(Schema):
    """Stand: confirmed, waiting, offered, cancelled, attended, no_show."""

    session: int
    state: str
    needs: str
    shows_name: bool
    waiting_before: int = Field(description="So viele warten länger")
    offered_until: datetime | None
    rooms: list[PlaceOut]


@router.get(
    "/sessions/{pk}/registration",
    response={200: RegistrationOut, **PROBLEMS},
    summary="Die eigene Anmeldung",
)
def read(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _out(_own(_session(request, pk), _member(request)))


@router.post(
    "/sessions/{pk}/registration",
    response={200: RegistrationOut, **PROBLEMS},
    summary="Sich anmelden; ein zweites Mal ändert nichts",
)
def register(request: HttpRequest, pk: int, new: RegistrationIn) -> dict[str, Any]:
    needs = new.needs.replace("\x00", "")
    try:
        registration = registering.register(
            pk, needs=needs, shows_name=new.shows_name, by=_member(request)
        )
    except Session.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        raise HttpError(409, str(refused)) from refused
    return _out(registration)


@router.delete(
    "/sessions/{pk}/registration",
    response={200: RegistrationOut, **PROBLEMS},
    summary="Sich abmelden oder die Warteliste verlassen",
)
def cancel(request: HttpRequest, pk: int) -> dict[str, Any]:
    own = _own(_session(request, pk), _member(request))
    try:
        return _out(registering.cancel(own, by=_member(request)))
    except Refused as refused:
        raise HttpError(409, str(refused)) from refused


def _member(request: HttpRequest) -> Member:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise HttpError(403, "Sie gehören noch zu keiner Organisation.")
    return member


def _session(request: HttpRequest, pk: int) -> Session:
    session = planning.one(_member(request), pk) if 0 < pk <= LARGEST else None
    if session is None:
        raise Http404
    return session


def _own(session: Session, member: Member) -> Registration:
    registration = queries.of(session, member)
    if registration is None:
        raise Http404
    return registration


def _out(registration: Registration) -> dict[str, Any]:
    return {
        "session": registration.session_id,
        "state": registration.state,
        "needs": registration.needs,
        "shows_name": registration.shows_name,
        "waiting_before": queries.waiting_before(registration)
        if registration.state == "waiting"
        else 0,
        "offered_until": registration.offered_until,
        "rooms": [
            {"block": place.block.title, "room": place.room.title}
            for place in queries.places_of(registration)
        ],
    }
