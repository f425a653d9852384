"""Kinds of things that planning brings, see ``core.domain.things``, and where they are."""

from allmende.portal.events.models import Room, Series, Session

SESSION = "session"
SERIES = "series"


def about(session: Session) -> tuple[str, str]:
    return SESSION, str(session.pk)


def address_of(session: Session) -> str:
    return f"/veranstaltungen/{session.pk}/"


def address_of_series(series: Series) -> str:
    return f"/veranstaltungen/reihen/{series.pk}/"


def address_of_room(room: Room) -> str:
    return f"/veranstaltungen/{room.block.session_id}/#raum-{room.pk}"
