"""Who hears what about a session. People who are registered are told by ``attending``."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from allmende.portal.core.domain import subscriptions, things
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.enums import FollowLevel, Reason
from allmende.portal.events.domain.planning import names, queries
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, Room, Session
from allmende.portal.organisations.models import Member, User

WHO_HEARS = {
    names.SESSION: (FollowLevel.ALL,),
    names.SERIES: (FollowLevel.ALL, FollowLevel.NEW),
}


def when(session: Session) -> str:
    return date_format(timezone.localtime(session.starts_at), "j. F Y, H:i")


def tell(user: Any, session: Session, text: str, reason: Reason, *, url: str = "") -> None:
    """A draft has no audience yet, so that only those who are named here hear of it."""
    draft = session.state == SessionState.DRAFT
    notify(
        user,
        text=text,
        url=url or names.address_of(session),
        reason=reason,
        organisation_id=None if draft else session.organisation_id,
        about=("", "") if draft else names.about(session),
    )


def tell_followers(session: Session, text: str, *, by: Member | None, new: bool = False) -> int:
    """Each person once; those who are registered hear it from ``attending``.

    ``new``: announced for the first time, so followers of series, topic and organisation hear
    of it; else only those who follow the session itself.
    """
    wanted: list[tuple[str, str]] = [names.about(session)]
    if new and session.series_id:
        wanted.append((names.SERIES, str(session.series_id)))
    if new and session.topic:
        wanted.append(("topic", session.topic))
    if new:
        wanted.append(("organisation", str(session.organisation_id)))
    people: dict[int, User] = {}
    for kind, key in wanted:
        levels = WHO_HEARS.get(kind, (FollowLevel.ALL,))
        people |= {user.pk: user for user in subscriptions.followers(kind, key, levels=levels)}
    left_out = set(_registered(session)) | set(_muted(session, people))
    if by:
        left_out.add(by.user_id)
    readers = _readers(session, set(people) - left_out)
    for pk in readers:
        tell(people[pk], session, text, Reason.FOLLOWING)
    return len(readers)


def tell_crew(session: Session, text: str, *, by: Member | None) -> None:
    """Those who lead rooms and take minutes, unless they are registered or do it themselves."""
    rooms = Room.objects.filter(block__session=session)
    pairs = rooms.values_list("moderator_id", "minute_taker_id")
    crew = {pk for pair in pairs for pk in pair if pk}
    crew -= set(_registered(session)) | ({by.user_id} if by else set())
    for user in User.objects.filter(pk__in=crew, is_active=True).order_by("pk"):
        tell(user, session, text, Reason.ASSIGNED)


def _registered(session: Session) -> Iterable[int]:
    found = Registration.objects.filter(session=session, state__in=queries.GOING)
    return found.exclude(user=None).values_list("user_id", flat=True)


def _muted(session: Session, people: Iterable[int]) -> Iterable[int]:
    muted = subscriptions.followers(*names.about(session), levels=(FollowLevel.MUTE,))
    return muted.filter(pk__in=list(people)).values_list("pk", flat=True)


def _readers(session: Session, user_ids: set[int]) -> list[int]:
    """Who may see the session right now."""
    kind, key = names.about(session)
    seen = things.seen_by(user_ids, [(kind, key)])
    return sorted(pk for pk in user_ids if seen(pk, kind, key))
