"""Registration on the page of a session."""

from allmende.portal.events.domain.attending import queries
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.events.views.attending import shown
from allmende.portal.events.views.attending.door import Door
from allmende.portal.events.views.panel import Panel
from allmende.portal.organisations.middleware import MemberRequest


def panel(request: MemberRequest, session: Session) -> Panel | None:
    organises = rules.may_organise(request.member, session)
    if session.state == SessionState.DRAFT and not organises:
        return None
    mine = queries.of(session, request.member)
    context = shown.standing(session) | {"organises": organises, "mine": None}
    if mine and mine.state != State.CANCELLED:
        context |= {"mine": mine, "urls": Door(mine, request.member, [session.pk]).urls}
        context |= shown.of(mine)
    elif mine:
        context["note"] = mine.note
    return Panel("Anmeldung", "anmeldung", "events/attending/panel.html", context)
