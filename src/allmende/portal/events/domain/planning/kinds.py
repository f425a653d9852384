"""Sessions and series as things that others link, find and follow; sessions on topic pages."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from allmende.portal.core.domain import things, topic_sections
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.events.domain.planning import names, queries
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Room, Series, Session
from allmende.portal.organisations.domain import profile_sections
from allmende.portal.organisations.models import Group, Member, Organisation

ON_PAGE = 8


def register_all() -> None:
    things.register(
        Kind(names.SESSION, "Veranstaltung", "Veranstaltungen", _sessions, _session_scopes)
    )
    things.register(Kind(names.SERIES, "Reihe", "Reihen", _series, _series_scopes))
    topic_sections.register_section("Veranstaltungen", on_topic)
    profile_sections.register("Veranstaltungen", of_organisation)
    profile_sections.register_for_groups("Veranstaltungen", of_group)


def on_topic(reader: Member | None, topic: str) -> list[Thing]:
    """Those to come, the next one first; then the latest."""
    rooms = Room.objects.filter(topic=topic).values("block__session")
    return _newest(reader, Q(topic=topic) | Q(pk__in=rooms))


def of_organisation(reader: Member | None, organisation: Organisation) -> list[Thing]:
    return _newest(reader, Q(organisation=organisation))


def of_group(reader: Member, group: Group) -> list[Thing]:
    return _newest(reader, Q(group=group))


def _newest(reader: Member | None, about: Q) -> list[Thing]:
    found = list(queries.upcoming(reader).filter(about)[:ON_PAGE])
    if len(found) < ON_PAGE:
        found += queries.past(reader).filter(about)[: ON_PAGE - len(found)]
    return [_thing(session) for session in found]


def _sessions(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = queries.visible_to(reader).filter(pk__in=_numbers(keys))
    return {str(session.pk): _thing(session) for session in found}


def _session_scopes(keys: Collection[str]) -> dict[str, str]:
    """A draft has no audience yet."""
    found = Session.objects.filter(pk__in=_numbers(keys), organisation__is_active=True)
    announced = found.exclude(state=SessionState.DRAFT)
    return {str(pk): scope for pk, scope in announced.values_list("pk", "scope")}


def _series(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = queries.series_visible_to(reader).filter(pk__in=_numbers(keys))
    return {
        str(series.pk): Thing(
            names.SERIES,
            str(series.pk),
            series.title,
            names.address_of_series(series),
            organisation=str(series.organisation),
            at=series.created_at,
        )
        for series in found
    }


def _series_scopes(keys: Collection[str]) -> dict[str, str]:
    found = Series.objects.filter(pk__in=_numbers(keys), organisation__is_active=True)
    return {str(pk): scope for pk, scope in found.values_list("pk", "scope")}


def _thing(session: Session) -> Thing:
    day = date_format(timezone.localtime(session.starts_at), "j. F Y")
    state = {
        SessionState.DRAFT: "Entwurf, ",
        SessionState.CANCELLED: "abgesagt, ",
    }.get(SessionState(session.state), "")
    return Thing(
        names.SESSION,
        str(session.pk),
        session.title,
        names.address_of(session),
        organisation=str(session.organisation),
        at=session.starts_at,
        note=f"{state}{day}",
    )


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]
