"""Sessions: planned, announced, held, written down; two are still to come."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.core.domain import links
from allmende.portal.demo.network import content
from allmende.portal.demo.network.cast import person
from allmende.portal.demo.register.clock import at, at_moment
from allmende.portal.events.domain.attending import attendance, registering, wishes
from allmende.portal.events.domain.live import ballots, feedback, minutes, polls, results
from allmende.portal.events.domain.live.polls import Choice, Question
from allmende.portal.events.domain.planning import blocks, names, rooms, series, sessions, talks
from allmende.portal.events.enums import RegistrationState
from allmende.portal.events.models import Block, Poll, Registration, Room, Series, Session
from allmende.portal.exchange.domain.responsibilities import matrices, queries

type End = tuple[str, str]

DAY = timedelta(days=1)
REGISTERED_BEFORE = timedelta(days=5)
RATHER_LATE = timedelta(minutes=20)  # into the session


def load(today: date) -> dict[str, End]:
    """Returns the sessions as things by their keys."""
    facts = content.read("events", today)
    known = {told["key"]: _series(told) for told in facts["series"]}
    made: dict[str, End] = {}
    for told in facts["sessions"]:
        session, places = _plan(told, known)
        made[told["key"]] = names.about(session)
        _register(session, told, places)
        prepared = [_prepare(session, asked, told) for asked in told.get("polls", ())]
        if told["day"] < today:
            _hold(session, told, places, prepared)
    return made


def _series(told: dict[str, Any]) -> Series:
    values = {key: told[key] for key in ("title", "summary", "audience")}
    with at(timezone.localdate() - timedelta(days=120)):
        return series.create(values={**values, "topic": "", "group": None}, by=person(told["by"]))


def _plan(told: dict[str, Any], known: dict[str, Series]) -> tuple[Session, dict[str, Any]]:
    """A session with its agenda, announced; and its rooms and blocks by their keys."""
    organiser = person(told["by"])
    with at(told["announced_on"]):
        session = sessions.create(values=_values(told, known), by=organiser)
        places: dict[str, Any] = {}
        for one in told["blocks"]:
            _add(session, one, told, places)
        session.refresh_from_db()
        sessions.publish(session, revision=session.revision, by=organiser)
    return session, places


def _values(told: dict[str, Any], known: dict[str, Series]) -> dict[str, Any]:
    return {
        "title": told["title"],
        "summary": told["summary"],
        "text": told["text"],
        "series": known.get(told.get("series", "")),
        "audience": told["audience"],
        "starts_at": content.moment(told["day"], told["from"]),
        "ends_at": content.moment(told["day"], told["until"]),
        "place": told.get("place", ""),
        "provider": told.get("provider", ""),
        "link": told.get("link", ""),
        "capacity": told["capacity"],
        "allows_guests": told.get("guests", False),
        "calls_for_talks": told.get("calls_for_talks", False),
        "certificate_hours": told["hours"],
    }


def _add(
    session: Session, one: dict[str, Any], told: dict[str, Any], places: dict[str, Any]
) -> None:
    by = person(told["by"])
    values = {
        "kind": one["kind"],
        "title": one["title"],
        "text": "",
        "starts_at": content.moment(told["day"], one["from"]),
        "ends_at": content.moment(told["day"], one["until"]),
    }
    block = blocks.add(session, values=values, revision=_revision(session), by=by)
    places[one["title"]] = block
    for facts in one.get("rooms", ()):
        block.refresh_from_db()
        places[facts["key"]] = rooms.add(
            block,
            values={key: facts.get(key) for key in ("title", "topic", "capacity")},
            revision=_revision(session),
            moderator=facts["moderator"],
            minute_taker=facts["minute_taker"],
            by=by,
        )
    for facts in one.get("talks", ()):
        spoken = {
            "title": facts["title"],
            "speaker": facts["speaker"],
            "speaker_from": facts["from"],
            "minutes": facts["minutes"],
            "block": block,
        }
        talks.add(session, values=spoken, revision=_revision(session), by=by)


def _revision(session: Session) -> int:
    session.refresh_from_db()
    return session.revision


def _register(session: Session, told: dict[str, Any], places: dict[str, Any]) -> None:
    """Everybody who came, or who has said so far that they will."""
    day = min(told["day"] - REGISTERED_BEFORE, timezone.localdate() - DAY)
    with at(max(day, told["announced_on"])):
        for email in told.get("attendees", ()):
            registering.register(session.pk, by=person(email))
        for said in told.get("registered", ()):
            member = person(said["by"])
            mine = registering.register(session.pk, by=member)
            wanted = [places[key] for key in said["rooms"]]
            wishes.wish(mine, block=wanted[0].block, rooms=wanted, by=member)


def _prepare(session: Session, asked: dict[str, Any], told: dict[str, Any]) -> Poll:
    question = Question(
        asked["title"],
        asked["kind"],
        [Choice(label) for label in asked["options"]],
        dots=asked.get("dots", 3),
    )
    with at(max(told["announced_on"], min(told["day"] - DAY, timezone.localdate()))):
        return polls.create(session, question, by=person(told["by"]))


def _hold(
    session: Session, told: dict[str, Any], places: dict[str, Any], prepared: list[Poll]
) -> None:
    """What happened on the day, and the day after."""
    organiser = person(told["by"])
    session.refresh_from_db()
    with at_moment(session.starts_at + RATHER_LATE):
        _write(told, places)
        for poll, asked in zip(prepared, told.get("polls", ()), strict=True):
            _vote(session, poll, asked, organiser)
    with at_moment(session.ends_at + timedelta(minutes=5)):
        everyone = list(Registration.objects.filter(session=session).values_list("pk", flat=True))
        attendance.mark(session, everyone, to=RegistrationState.ATTENDED, by=organiser)
        attended = Registration.objects.filter(session=session).select_related("session")
        for registration, (stars, good, better) in zip(
            attended, told.get("feedback", ()), strict=False
        ):
            feedback.give(registration, stars=stars, good=good, better=better)
    with at(told["day"] + DAY):
        sessions.finish(session, revision=_revision(session), by=organiser)
        results.publish(session, by=organiser)
        if facts := told.get("matrix"):
            _share(session, facts, told)


def _write(told: dict[str, Any], places: dict[str, Any]) -> None:
    for one in told["blocks"]:
        if "minutes" in one:
            _note(places[one["title"]], one, told["by"])
        for facts in one.get("rooms", ()):
            _note(places[facts["key"]], facts, facts["minute_taker"])


def _note(place: Room | Block, facts: dict[str, Any], email: str) -> None:
    writer = person(email)
    begun = minutes.open_for(place, by=writer)
    minutes.write(
        begun,
        text=facts["minutes"],
        results=facts["results"],
        revision=begun.revision,
        by=writer,
    )


def _vote(session: Session, poll: Poll, asked: dict[str, Any], organiser: Any) -> None:
    poll = polls.start(poll, by=organiser)
    options = list(poll.options.values_list("pk", flat=True))
    for email, dots in asked["votes"].items():
        ballot = ballots.ballot_of(person(email), session)
        if ballot:
            ballots.vote(poll, ballot=ballot, dots=dict(zip(options, dots, strict=True)))
    polls.finish(poll, by=organiser)


def _share(session: Session, facts: dict[str, Any], told: dict[str, Any]) -> None:
    """Who does what: the result of the workshop, tied to it."""
    by = person(told["by"])
    columns = ("title", "town", "county", "central", "note")
    matrix = matrices.create_matrix(
        by.organisation,
        values={
            "title": facts["title"],
            "text": facts["text"],
            "audience": "network",
            "group": None,
            "agreed_on": told["day"],
        },
        tasks=[dict(zip(columns, row, strict=True)) for row in facts["tasks"]],
        by=by,
    )
    links.connect((queries.KIND, str(matrix.pk)), names.about(session), by=by)
