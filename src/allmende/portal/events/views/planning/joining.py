"""Into the video conference: at the right time, and only those who take part."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain import rosters
from allmende.portal.events.domain.planning import meetings, names, queries
from allmende.portal.events.domain.video import VideoTrouble, entering
from allmende.portal.events.enums import BlockKind, VideoProvider
from allmende.portal.events.models import Block, Room, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.access import session_view, trail
from allmende.portal.events.views.planning import showing
from allmende.portal.organisations.middleware import MemberRequest

PER_MINUTE = 20  # each one may start a meeting at the provider
TOO_OFTEN = "Sie haben es sehr oft versucht. Warten Sie eine Minute und versuchen Sie es erneut."


@session_view()
@require_safe
@never_cache
def overview(request: MemberRequest, session: Session) -> HttpResponse:
    if not session.provider:
        raise Http404
    return _page(request, session)


@session_view()
@require_safe
@never_cache
def enter(request: MemberRequest, session: Session, room: int | None = None) -> HttpResponse:
    """Sends the browser to the provider; a page with the reason where that cannot be."""
    found = queries.room_of(session, room) if room else None
    if not session.provider or (room and found is None):
        raise Http404
    if not ratelimit.allow("join", str(request.user.pk), limit=PER_MINUTE):
        return _page(request, session, trouble=TOO_OFTEN, status=429)
    back = request.build_absolute_uri(names.address_of(session))
    try:
        address = entering.address(session, found, member=request.member, back=back)
    except VideoTrouble as trouble:
        return _page(request, session, trouble=str(trouble), again=request.path, status=503)
    except Refused as refusal:
        return _page(request, session, trouble=str(refusal), status=403)
    return HttpResponse(status=302, headers={"Location": address, "Referrer-Policy": "no-referrer"})


@session_view(may=rules.may_organise)
@require_POST
def end(request: MemberRequest, session: Session, room: int | None = None) -> HttpResponse:
    found = queries.room_of(session, room) if room else None
    if session.provider != VideoProvider.BIGBLUEBUTTON or (room and found is None):
        raise Http404
    try:
        ended = meetings.end(session, found, by=request.member)
    except Refused as trouble:
        messages.error(request, str(trouble))
    else:
        text = "Die Konferenz ist beendet." if ended else "Diese Konferenz läuft gerade nicht."
        messages.success(request, text)
    return redirect("session-join", session.pk)


def _page(
    request: MemberRequest,
    session: Session,
    *,
    trouble: str = "",
    again: str = "",
    status: int = 200,
) -> HttpResponse:
    stands = entering.standing(session, request.member)
    context: dict[str, Any] = showing.facts(session) | {
        "stands": stands,
        "opens": timezone.localtime(stands.opens_at),
        "trouble": trouble,
        "again": again,
        "organises": rules.may_organise(request.member, session),
        "can_end": session.provider == VideoProvider.BIGBLUEBUTTON,
        "blocks": _blocks(request, session) if stands.visitor else [],
        "trail": trail(session),
    }
    return render(request, "events/planning/join.html", context, status=status)


def _blocks(request: MemberRequest, session: Session) -> list[tuple[Block, list[tuple[Room, str]]]]:
    """Parallel blocks with the rooms that the member may enter, the own one first."""
    if session.groups_in_meeting:
        return []
    found = []
    for block in queries.agenda_of(session):
        if block.kind == BlockKind.PARALLEL and block.ends_at > timezone.now():
            rows = _rooms(request, session, block)
            found.append((block, rows))
    return found


def _rooms(request: MemberRequest, session: Session, block: Block) -> list[tuple[Room, str]]:
    own = rosters.place_of(request.user, block)
    me, organises = request.member.user_id, rules.may_organise(request.member, session)
    rows: list[tuple[Room, str]] = []
    for room in block.rooms.all():
        if room.closed_at:
            continue
        if own and own.pk == room.pk:
            rows.insert(0, (room, "Ihr Raum"))
        elif me in {room.moderator_id, room.minute_taker_id}:
            rows.insert(0, (room, "Sie sind hier eingeteilt"))
        elif organises or not session.chooses_rooms:
            rows.append((room, ""))
    return rows
