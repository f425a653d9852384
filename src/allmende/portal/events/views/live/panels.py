"""Results, polls, materials and feedback on the page of a session."""

from typing import Any

from allmende.portal.core.domain import attachments
from allmende.portal.events.domain.attending.states import TAKING_PART
from allmende.portal.events.domain.live import feedback as feedback_domain
from allmende.portal.events.domain.live import minutes, polls
from allmende.portal.events.domain.planning import queries
from allmende.portal.events.domain.planning.names import SESSION
from allmende.portal.events.enums import BlockKind, PollState, SessionState
from allmende.portal.events.forms.live.materials import MaterialsForm
from allmende.portal.events.models import Block, Minutes, Registration, Room, Session
from allmende.portal.events.rules import live as rules
from allmende.portal.events.rules.planning import may_organise
from allmende.portal.events.views.live.access import follows
from allmende.portal.events.views.live.polls import BADGES
from allmende.portal.events.views.panel import Panel
from allmende.portal.organisations.middleware import MemberRequest

NEVER = (SessionState.DRAFT, SessionState.CANCELLED)


def results(request: MemberRequest, session: Session) -> Panel | None:
    """Each place with its minutes, or with the button to begin them."""
    if session.state in NEVER:
        return None
    inside = follows(request.member, session)
    found = {(one.block_id, one.room_id): one for one in minutes.of_session(session)}
    rows = [
        _row(request, place, found.get(_at(place)), inside=inside) for place in _places(session)
    ]
    rows = [row for row in rows if row["minutes"] or row["may_begin"]]
    if not rows:
        return None
    published = [one for one in found.values() if one.published_at]
    context = {
        "rows": rows,
        "may_publish": may_organise(request.member, session) and bool(found),
        "published": bool(published),
        "unpublished": len(found) - len(published),
    }
    return Panel(
        "Protokolle und Ergebnisse", "ergebnisse", "events/live/panel_results.html", context
    )


def voting(request: MemberRequest, session: Session) -> Panel | None:
    may_poll = rules.may_poll(request.member, session)
    if not may_poll and not follows(request.member, session):
        return None
    found = [
        (poll, BADGES[PollState(poll.state)]) for poll in polls.of_session(session, drafts=may_poll)
    ]
    if not found and not may_poll:
        return None
    context = {"polls": found, "may_poll": may_poll}
    return Panel("Abstimmungen", "abstimmungen", "events/live/panel_polls.html", context)


def materials(request: MemberRequest, session: Session) -> Panel | None:
    may_add = rules.may_poll(request.member, session)
    files = list(attachments.of(SESSION, str(session.pk)))
    if not files and not may_add:
        return None
    context = {"files": files, "may_add": may_add, "form": MaterialsForm()}
    return Panel("Unterlagen", "unterlagen", "events/live/panel_materials.html", context)


def feedback(request: MemberRequest, session: Session) -> Panel | None:
    mine = Registration.objects.filter(session=session, user=request.user, state__in=TAKING_PART)
    registration = mine.select_related("session").first()
    may_give = registration is not None and not feedback_domain.refusal(registration)
    may_see = may_organise(request.member, session)
    count = session.feedback.count() if may_see else 0
    if not may_give and not count:
        return None
    context = {"may_give": may_give, "may_see": may_see, "count": count}
    return Panel("Rückmeldungen", "rueckmeldungen", "events/live/panel_feedback.html", context)


def _places(session: Session) -> list[Room | Block]:
    """Rooms and plenary blocks, in the order of the agenda."""
    places: list[Room | Block] = []
    for block in queries.agenda_of(session):
        block.session = session
        if block.kind == BlockKind.PLENARY:
            places.append(block)
        elif block.kind == BlockKind.PARALLEL:
            for room in block.rooms.all():
                room.block = block
                places.append(room)
    return places


def _at(place: Room | Block) -> tuple[int, int | None]:
    return (place.block_id, place.pk) if isinstance(place, Room) else (place.pk, None)


def _row(
    request: MemberRequest, place: Room | Block, found: Minutes | None, *, inside: bool
) -> dict[str, Any]:
    room = place if isinstance(place, Room) else None
    block = place.block if isinstance(place, Room) else place
    would_be = found or Minutes(session=block.session, block=block, room=room)
    readable = found is not None and (inside or found.published_at is not None)
    return {
        "place": place,
        "room": room,
        "block": block,
        "minutes": found if readable else None,
        "may_begin": found is None and rules.may_write(request.member, would_be),
    }
