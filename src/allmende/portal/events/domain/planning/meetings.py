"""Ending a video meeting, by those who plan the session."""

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain import video
from allmende.portal.events.models import Room, Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.models import Member


def end(session: Session, room: Room | None, *, by: Member) -> bool:
    """No transaction: the provider is elsewhere and may be slow. False where nothing runs."""
    require(rules.may_organise, by, session)
    ended = video.provider_of(session).end(video.meeting_of(session, room))
    if ended:
        details = {"Raum": str(room)} if room else {}
        audit.record("events.meeting_ended", by=by, about=session, details=details)
    return ended
