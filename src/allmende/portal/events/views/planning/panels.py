"""Parts of the page of a session that planning brings."""

from allmende.portal.core.domain import links as tied
from allmende.portal.events.domain.planning import contributing, names, queries
from allmende.portal.events.domain.planning import warnings as hints
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.events.views.panel import Panel
from allmende.portal.events.views.planning import showing
from allmende.portal.organisations.middleware import MemberRequest


def agenda(request: MemberRequest, session: Session) -> Panel:
    organises = rules.may_organise(request.member, session)
    context = {
        "rows": showing.agenda(session),
        "me": request.member.user_id,
        "may_organise": organises and session.state in {SessionState.DRAFT, SessionState.PUBLISHED},
    }
    return Panel("Programm", "programm", "events/planning/panel_agenda.html", context)


def contributions(request: MemberRequest, session: Session) -> Panel | None:
    """For those who may propose, have proposed or decide."""
    organises = rules.may_organise(request.member, session)
    waiting = list(contributing.waiting(session)) if organises else []
    mine = list(contributing.mine(session, request.member))
    is_open = contributing.is_open(session)
    if not (waiting or mine or is_open):
        return None
    context = {"waiting": waiting, "mine": mine, "is_open": is_open}
    return Panel("Beiträge", "beitraege", "events/planning/panel_contributions.html", context)


def warnings(request: MemberRequest, session: Session) -> Panel | None:
    """For those who plan it, before it has taken place."""
    if not rules.may_organise(request.member, session) or not showing.is_ahead(session):
        return None
    if session.state not in {SessionState.DRAFT, SessionState.PUBLISHED}:
        return None
    found = hints.of(session, queries.agenda_of(session), list(queries.talks_of(session)))
    context = {"hints": found}
    return Panel("Hinweise zum Plan", "hinweise", "events/planning/panel_warnings.html", context)


def links(request: MemberRequest, session: Session) -> Panel | None:
    found = tied.of(request.member, *names.about(session))
    if not found:
        return None
    return Panel("Gehört dazu", "verknuepft", "events/planning/panel_links.html", {"things": found})
