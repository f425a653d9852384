"""What came out of a session, published to the topic fields of its rooms."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit, search, subscriptions, things, topic_sections
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.core.enums import Reason
from allmende.portal.events.domain.attending.states import HOLDING
from allmende.portal.events.domain.planning import changes
from allmende.portal.events.domain.planning.changes import Change, What
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Minutes, Registration, Session
from allmende.portal.events.rules.planning import may_organise
from allmende.portal.organisations.domain.audience import visible_to
from allmende.portal.organisations.models import Member, User

KIND = "minutes"
SHOWN = 10


@transaction.atomic
def publish(session: Session, *, by: Member) -> int:
    """Everybody who may see the session reads minutes and results from now on; returns how many.

    Those who took part and those who follow a topic field are told once. A second time publishes
    what has been added since.
    """
    require(may_organise, by, session)
    if session.state in {SessionState.DRAFT, SessionState.CANCELLED}:
        raise Refused("Ergebnisse gibt es erst von einer angekündigten Veranstaltung.")
    found = [one for one in _all(session) if one.text.strip() or one.results.strip()]
    if not found:
        raise Refused("Noch hat niemand etwas ins Protokoll geschrieben.")
    first = not any(one.published_at for one in found)
    for one in found:
        one.scope = session.scope
        one.published_at = one.published_at or timezone.now()
        one.save(update_fields=["scope", "published_at"])
        _put(one)
    audit.record("events.results_published", by=by, about=session)
    if first:
        _tell(session, found, by)
    return len(found)


@transaction.atomic
def withdraw(session: Session, *, by: Member) -> None:
    """Only those who write read them again; nothing is deleted."""
    require(may_organise, by, session)
    found = list(_all(session).exclude(published_at=None))
    search.remove(KIND, [one.pk for one in found])
    Minutes.objects.filter(pk__in=[one.pk for one in found]).update(published_at=None, scope="")
    audit.record("events.results_withdrawn", by=by, about=session)


def published(reader: Member | None) -> QuerySet[Minutes]:
    found = Minutes.objects.filter(visible_to(reader)).exclude(published_at=None)
    found = found.exclude(session__state__in=[SessionState.DRAFT, SessionState.CANCELLED])
    return found.filter(session__organisation__is_active=True).select_related(
        "session__organisation", "block", "room"
    )


def on_topic(reader: Member | None, topic: str) -> list[Thing]:
    """The newest results of rooms and sessions with this topic field."""
    found = published(reader).filter(Q(room__topic=topic) | Q(room=None, session__topic=topic))
    return [thing_of(one) for one in found.order_by("-published_at", "-pk")[:SHOWN]]


def thing_of(minutes: Minutes) -> Thing:
    return Thing(
        KIND,
        str(minutes.pk),
        f"{minutes.room or minutes.block}: {minutes.session}",
        address_of(minutes),
        organisation=str(minutes.session.organisation),
        at=minutes.published_at,
        note="Ergebnisse",
    )


def address_of(minutes: Minutes) -> str:
    return f"/veranstaltungen/{minutes.session_id}/protokoll/{minutes.pk}/"


def register() -> None:
    things.register(Kind(KIND, "Ergebnis", "Ergebnisse von Veranstaltungen", _find, _scopes))
    topic_sections.register_section("Ergebnisse aus Veranstaltungen", on_topic)
    changes.listen(follow_session)


@transaction.atomic
def rebuild() -> int:
    """Make everything published findable anew, such as after a restored backup."""
    search.clear(KIND)
    found = list(Minutes.objects.exclude(published_at=None).select_related("session", "room"))
    for one in found:
        _put(one)
    return len(found)


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    wanted = Minutes.objects.exclude(published_at=None)
    missing = set(wanted.values_list("pk", flat=True)) - search.known(KIND)
    for one in wanted.filter(pk__in=missing).select_related("session", "room", "block"):
        _put(one)
    return len(missing)


def follow_session(session: Session, change: Change) -> None:
    """The session may have another audience now, and so have its results."""
    if change.what is not What.CHANGED:
        return
    found = list(_all(session).exclude(published_at=None).exclude(scope=session.scope))
    for one in found:
        one.scope = session.scope
        one.save(update_fields=["scope"])
        _put(one)


def _all(session: Session) -> QuerySet[Minutes]:
    return Minutes.objects.filter(session=session).select_related("session", "room", "block")


def _put(minutes: Minutes) -> None:
    search.put(
        KIND,
        minutes.pk,
        scope=minutes.scope,
        organisation_id=minutes.session.organisation_id,
        title=f"{minutes.room or minutes.block}: {minutes.session}",
        body=f"{minutes.results}\n{minutes.text}",
        at=minutes.published_at or minutes.updated_at,
    )


def _tell(session: Session, found: Iterable[Minutes], by: Member) -> None:
    text = f"Ergebnisse veröffentlicht: „{session}“"
    url = f"/veranstaltungen/{session.pk}/#ergebnisse"
    took_part = Registration.objects.filter(session=session, state__in=HOLDING)
    attending = set(took_part.exclude(user=None).values_list("user_id", flat=True)) - {by.user_id}
    topics = {one.room.topic if one.room else session.topic for one in found} - {""}
    following: set[int] = set()
    for topic in topics:
        following |= set(subscriptions.followers("topic", topic).values_list("pk", flat=True))
    following -= attending | {by.user_id}
    about = ("session", str(session.pk))
    seen = things.seen_by(attending | following, [about])
    for people, reason in ((attending, Reason.ATTENDING), (following, Reason.FOLLOWING)):
        for user in User.objects.filter(pk__in=people, is_active=True).order_by("pk"):
            if seen(user.pk, *about):
                notify(
                    user,
                    text=text,
                    url=url,
                    reason=reason,
                    organisation_id=session.organisation_id,
                    about=about,
                )


def _find(reader: Any, keys: Collection[str]) -> dict[str, Thing]:
    found = published(reader).filter(pk__in=[key for key in keys if key.isdecimal()])
    return {str(one.pk): thing_of(one) for one in found}


def _scopes(keys: Collection[str]) -> dict[str, str]:
    found = Minutes.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    rows = found.exclude(published_at=None).values_list("pk", "scope")
    return {str(pk): scope for pk, scope in rows}
