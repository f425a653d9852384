"""Who comes to a session, for those who plan it."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.events.domain.attending import attendance, queries, wishes
from allmende.portal.events.domain.attending.invitations import address_of
from allmende.portal.events.domain.attending.states import BADGES
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.forms.attending.organising import PeopleFilter
from allmende.portal.events.models import Registration, Room, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.events.views.attending import shown
from allmende.portal.events.views.attending.registering import session_or_404
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest

type View[**P] = Callable[Concatenate[MemberRequest, Session, P], HttpResponseBase]
ORDERS = {
    "reihenfolge": ["turn"],
    "name": ["name"],
    "organisation": ["organisation__name", "guest_from"],
    "stand": ["state", "turn"],
}
ACTIONS = {
    "da": (State.ATTENDED, "als teilgenommen eingetragen"),
    "nicht-da": (State.NO_SHOW, "als nicht erschienen eingetragen"),
    "angemeldet": (State.CONFIRMED, "wieder als angemeldet eingetragen"),
}


def organiser_view[**P](view: View[P]) -> Plain:
    """Fetch the session inside the member's scope, else 404; plan it, else 403."""

    @wraps(view)
    def guarded(request: MemberRequest, pk: int, **more: Any) -> HttpResponseBase:
        session = session_or_404(request, pk)
        require(rules.may_organise, request.member, session)
        return view(request, session, **more)  # type: ignore[call-arg]

    return member_required(guarded)  # type: ignore[arg-type]


def trail(session: Session, *more: tuple[str, str]) -> list[tuple[str, str]]:
    here = f"/veranstaltungen/{session.pk}/"
    return [("Veranstaltungen", "/veranstaltungen/"), (session.title, here), *more]


@organiser_view
def listing(request: MemberRequest, session: Session) -> HttpResponse:
    if request.method == "POST":
        return _mark(request, session)
    form = _filter(request, session)
    page = page_of(request, ordered(request, _narrowed(session, form), ORDERS))
    standing = shown.standing(session)
    context = {
        "session": session,
        "trail": trail(session),
        "filter": form,
        "page": page,
        "rows": [(one, BADGES[one.state]) for one in page],
        "any": bool(page.paginator.count) or queries.of_session(session).exists(),
        "code": attendance.code_of(session),
        "runs": attendance.is_running(session),
        "may_mark": timezone.now() >= session.starts_at - attendance.AROUND,
        "is_over": timezone.now() >= session.ends_at,
        "excess": _excess(session, standing),
        "has_rooms": bool(_rooms(session)),
        **standing,
    }
    return render(request, "events/attending/people.html", context)


@organiser_view
@require_safe
def export(request: MemberRequest, session: Session) -> HttpResponseBase:
    header = ["Nr.", "Name", "Organisation", "E-Mail", "Stand", "Räume", "Bedarf", "Angemeldet"]
    found = _narrowed(session, _filter(request, session)).order_by("turn", "pk")
    return csv_response("teilnahme.csv", header=header, rows=_lines(found))


def registration_or_404(session: Session, pk: UUID) -> Registration:
    registration = queries.of_session(session).filter(pk=pk).first()
    if registration is None:
        raise Http404
    return registration


def _mark(request: MemberRequest, session: Session) -> HttpResponse:
    action = request.POST.get("aktion", "")
    try:
        if action == "rest":
            count = attendance.mark_rest_absent(session, by=request.member)
            words = ACTIONS["nicht-da"][1]
        elif action in ACTIONS:
            state, words = ACTIONS[action]
            count = attendance.mark(session, _chosen(request), to=state, by=request.member)
        else:
            raise Refused("Wählen Sie, was eingetragen werden soll.")
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        people = "1 Person" if count == 1 else f"{count} Personen"
        messages.success(request, f"{people} {words}.")
    return redirect("session-people", session.pk)


def _chosen(request: MemberRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("person"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _filter(request: MemberRequest, session: Session) -> PeopleFilter:
    form = PeopleFilter(request.GET, rooms=_rooms(session))
    form.is_valid()
    return form


def _rooms(session: Session) -> list[Room]:
    return [room for block in wishes.blocks_of(session) for room in wishes.open_rooms(block)]


def _narrowed(session: Session, form: PeopleFilter) -> QuerySet[Registration]:
    chosen = form.cleaned_data
    found = queries.find(
        session,
        text=chosen.get("suche", ""),
        state=chosen.get("stand", ""),
        room=chosen.get("raum", ""),
    )
    return found.prefetch_related("places__room")


def _excess(session: Session, standing: dict[str, Any]) -> int:
    """How many more people than places there are, after the number was lowered."""
    counts = standing["counts"]
    held = int(counts.taking_part + counts.offered)
    return max(0, held - session.capacity) if session.capacity is not None else 0


def _lines(found: QuerySet[Registration]) -> Iterator[list[Any]]:
    for number, one in enumerate(found, start=1):
        yield [
            number,
            queries.name_of(one),
            queries.organisation_of(one),
            address_of(one),
            one.get_state_display(),
            ", ".join(place.room.title for place in one.places.all()),
            one.needs,
            f"{timezone.localtime(one.created_at):%d.%m.%Y %H:%M}",
        ]
