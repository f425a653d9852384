"""Announced sessions and all series in the one search table."""

from collections.abc import Iterable

from django.db import transaction

from allmende.portal.core.domain import links, search
from allmende.portal.events.domain.planning.names import SERIES, SESSION
from allmende.portal.events.enums import SessionState, TalkState
from allmende.portal.events.models import Block, Room, Series, Session, Talk


def put(session: Session) -> None:
    search.put(
        SESSION,
        session.pk,
        scope=session.scope,
        organisation_id=session.organisation_id,
        title=session.title,
        body="\n".join(_texts(session)),
        at=session.starts_at,
    )


def put_series(series: Series) -> None:
    search.put(
        SERIES,
        series.pk,
        scope=series.scope,
        organisation_id=series.organisation_id,
        title=series.title,
        body=series.summary,
        at=series.created_at,
    )


def forget(session: Session) -> None:
    search.remove(SESSION, [session.pk])
    links.forget(SESSION, str(session.pk))


def forget_series(series: Series) -> None:
    search.remove(SERIES, [series.pk])
    links.forget(SERIES, str(series.pk))


@transaction.atomic
def rebuild() -> int:
    """Make everything findable anew, such as after a restored backup."""
    search.clear(SESSION)
    search.clear(SERIES)
    return _put_all(Session.objects.values_list("pk", flat=True)) + _put_all_series(
        Series.objects.values_list("pk", flat=True)
    )


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    announced = Session.objects.exclude(state=SessionState.DRAFT)
    sessions = set(announced.values_list("pk", flat=True)) - search.known(SESSION)
    series = set(Series.objects.values_list("pk", flat=True)) - search.known(SERIES)
    return _put_all(sessions) + _put_all_series(series)


def _put_all(ids: Iterable[int]) -> int:
    found = Session.objects.filter(pk__in=list(ids)).exclude(state=SessionState.DRAFT)
    count = 0
    for session in found.iterator(chunk_size=200):
        put(session)
        count += 1
    return count


def _put_all_series(ids: Iterable[int]) -> int:
    count = 0
    for series in Series.objects.filter(pk__in=list(ids)).iterator(chunk_size=200):
        put_series(series)
        count += 1
    return count


def _texts(session: Session) -> Iterable[str]:
    yield from (session.summary, session.text, session.place)
    for block in Block.objects.filter(session=session):
        yield from (block.title, block.text)
    for room in Room.objects.filter(block__session=session):
        yield from (room.title, room.text)
    for talk in Talk.objects.filter(session=session, state=TalkState.ACCEPTED):
        yield from (talk.title, talk.abstract, talk.speaker, talk.speaker_from)
