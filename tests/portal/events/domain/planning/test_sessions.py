import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain import subscriptions, things
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.enums import FollowLevel, Reason
from allmende.portal.core.models import AuditEntry, Notification, SearchEntry
from allmende.portal.events.domain.planning import changes, names, queries, rooms, series, sessions
from allmende.portal.events.domain.planning.changes import What
from allmende.portal.events.domain.planning.times import local
from allmende.portal.events.enums import SessionState, VideoProvider
from allmende.portal.events.models import Session
from allmende.portal.events.rules import planning as rules
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.events import made
from tests.portal.events.domain.planning import stage
from tests.portal.events.domain.planning.stage import announced, draft, told, values, wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return stage.build()


@pytest.fixture
def heard(monkeypatch):
    """What the other parts are told."""
    heard = []
    monkeypatch.setattr(changes, "_listeners", [lambda session, change: heard.append(change)])
    return heard


@pytest.mark.parametrize(
    ("who", "audience", "may"),
    [
        ("officer", Audience.ORGANISATION, True),
        ("officer", Audience.PUBLIC, True),
        ("officer", Audience.NETWORK, False),
        ("staff", Audience.ORGANISATION, False),
        ("organiser", Audience.NETWORK, True),
        ("organiser", Audience.PUBLIC, True),
        ("organiser", Audience.ORGANISATION, False),
    ],
)
def test_who_may_plan_for_whom(world, who, audience, may):
    by = getattr(world, who)
    if may:
        assert draft(by, audience=audience).state == SessionState.DRAFT
    else:
        with pytest.raises((Refused, PermissionDenied)):
            draft(by, audience=audience)
        assert Session.objects.count() == 0


def test_a_group_must_be_of_the_own_organisation_and_include_the_planner(world):
    draft(world.officer, audience=Audience.GROUP, group=world.group)
    with pytest.raises(Refused, match="Arbeitsgruppe"):
        draft(world.officer, audience=Audience.GROUP)
    with pytest.raises(Refused, match="Kreis"):
        draft(world.neighbour, audience=Audience.GROUP, group=world.group)


def test_the_condition_of_queries_says_what_the_rule_says(world):
    town = [Audience.ORGANISATION, Audience.PUBLIC]
    made_ = [made.session(world.officer, audience=audience) for audience in town]
    made_ += [
        made.session(world.organiser, audience=a) for a in (Audience.NETWORK, Audience.PUBLIC)
    ]
    made_.append(made.session(world.officer, audience=Audience.GROUP, group=world.group))
    made_.append(made.session(world.staff, audience=Audience.NETWORK))
    for member in (world.officer, world.staff, world.neighbour, world.organiser):
        found = Session.objects.filter(rules.organised_by(member))
        assert set(found) == {one for one in made_ if rules.may_organise(member, one)}


def test_a_draft_is_seen_by_planners_and_by_those_who_serve_in_it(world):
    session = draft(world.officer, pattern="online")
    room = session.blocks.get(kind="parallel").rooms.first()
    assert queries.one(world.staff, session.pk) is None
    rooms.change(
        room,
        values={},
        moderator=world.staff.user.email,
        minute_taker="",
        revision=session.revision,
        by=world.officer,
    )
    assert queries.one(world.staff, session.pk) == session
    assert queries.one(world.neighbour, session.pk) is None
    assert SearchEntry.objects.filter(kind="session").count() == 0
    assert things.kind("session").scopes([str(session.pk)]) == {}


def test_publishing_tells_followers_who_may_see_it_once(world):
    line = series.create(
        values={"title": "Reihe", "summary": "", "topic": "", "audience": Audience.ORGANISATION},
        by=world.officer,
    )
    subscriptions.follow(world.staff.user, "series", str(line.pk), level=FollowLevel.NEW)
    subscriptions.follow(world.staff.user, "organisation", str(world.town.pk))
    subscriptions.follow(world.neighbour.user, "organisation", str(world.town.pk))
    announced(world.officer, series=line)

    assert told(world.staff) == [
        "Neue Veranstaltung: „Runder Tisch“ am 10. Februar 2027, 10:00 Uhr"
    ]
    assert Notification.objects.get(recipient=world.staff.user).reason == Reason.FOLLOWING
    assert told(world.neighbour) == []  # follows, but may not see it
    assert told(world.officer) == []
    assert SearchEntry.objects.get(kind="session").scope == f"organisation:{world.town.pk}"


def test_a_new_date_raises_the_sequence_moves_the_agenda_and_is_told(world, heard):
    session = announced(world.officer, pattern="online", audience=Audience.PUBLIC)
    subscriptions.follow(world.staff.user, *names.about(session))
    before = [local(block.starts_at) for block in session.blocks.all()]
    # Over the change of clocks: an agenda at ten stays at ten.
    new = {"starts_at": wall("2027-04-14T10:00"), "ends_at": wall("2027-04-14T12:00")}
    sessions.change(session, values=new, revision=session.revision, by=world.officer)

    assert session.sequence == 1
    after = [local(block.starts_at) for block in session.blocks.all()]
    assert [moment.time() for moment in after] == [moment.time() for moment in before]
    assert {moment.date().isoformat() for moment in after} == {"2027-04-14"}
    assert told(world.staff) == ["Geändert: „Runder Tisch“ ist jetzt am 14. April 2027, 10:00 Uhr"]
    assert heard[-1].is_move
    assert heard[-1].fields == {"starts_at", "ends_at"}


def test_a_corrected_text_tells_nobody_and_keeps_the_sequence(world, heard):
    session = announced(world.officer)
    subscriptions.follow(world.staff.user, *names.about(session))
    changed = session.changed_at
    sessions.change(session, values={"text": "Neu"}, revision=session.revision, by=world.officer)

    assert (session.sequence, told(world.staff)) == (0, [])
    assert session.changed_at > changed
    assert [change.is_move for change in heard] == [False, False]


def test_who_is_registered_is_not_told_twice(world, heard):
    session = announced(world.officer)
    made.registration(session, world.staff)
    subscriptions.follow(world.staff.user, *names.about(session))
    sessions.cancel(session, reason="Krank", revision=session.revision, by=world.officer)
    assert told(world.staff) == []  # attending does
    assert heard[-1].what is What.CANCELLED


def test_cancelling_needs_a_reason_and_is_final(world, heard):
    session = announced(world.officer)
    subscriptions.follow(world.staff.user, *names.about(session))
    with pytest.raises(Refused, match="Grund"):
        sessions.cancel(session, reason=" ", revision=session.revision, by=world.officer)
    sessions.cancel(session, reason="Sturm", revision=session.revision, by=world.officer)

    assert (session.state, session.sequence) == (SessionState.CANCELLED, 1)
    assert told(world.staff) == ["Abgesagt: „Runder Tisch“ am 10. Februar 2027, 10:00 Uhr. Sturm"]
    with pytest.raises(Refused, match="abgesagt"):
        sessions.change(session, values={"title": "X"}, revision=session.revision, by=world.officer)
    assert AuditEntry.objects.filter(action="events.cancelled").count() == 1


def test_two_at_once_overwrite_nothing(world):
    session = draft(world.officer)
    other = Session.objects.get(pk=session.pk)
    sessions.change(session, values={"title": "A"}, revision=session.revision, by=world.officer)
    with pytest.raises(Conflict):
        sessions.change(other, values={"title": "B"}, revision=other.revision, by=world.officer)
    assert other.title == "A"  # what stands there now


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_at": wall("2027-02-10T09:00")}, "Ende liegt nicht nach dem Beginn"),
        ({"ends_at": wall("2027-03-10T09:00")}, "höchstens 14 Tage"),
        ({"registers_until": wall("2027-02-11T09:00")}, "Anmeldung endet nach"),
        ({"allows_guests": True}, "öffentlich"),
        ({"provider": VideoProvider.JITSI}, "nicht eingerichtet"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(world, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        draft(world.officer, **fields)


def test_fewer_places_than_taken_are_refused(world):
    session = announced(world.officer, capacity=50)
    Session.objects.filter(pk=session.pk).update(taken=40)
    session.refresh_from_db()
    with pytest.raises(Refused, match="40 Plätze"):
        sessions.change(
            session, values={"capacity": 39}, revision=session.revision, by=world.officer
        )


def test_the_next_date_has_the_same_agenda_at_the_same_clock(world):
    session = announced(world.officer, pattern="abschluss", capacity=80)
    Session.objects.filter(pk=session.pk).update(taken=12)
    new = sessions.duplicate(session, starts_at=wall("2027-04-07T10:00"), by=world.officer)

    assert (new.state, new.taken, new.capacity) == (SessionState.DRAFT, 0, 80)
    assert new.uid != session.uid
    assert local(new.ends_at).isoformat() == "2027-04-07T12:45:00"
    clocks = [(b.title, local(b.starts_at).time(), b.rooms.count()) for b in session.blocks.all()]
    assert clocks == [
        (b.title, local(b.starts_at).time(), b.rooms.count()) for b in new.blocks.all()
    ]
    assert clocks[3][2] == 8


def test_only_drafts_are_deleted(world):
    session = draft(world.officer)
    sessions.delete(session, by=world.officer)
    with pytest.raises(Refused, match="Sagen Sie die Veranstaltung ab"):
        sessions.delete(announced(world.officer), by=world.officer)


def test_others_of_the_town_and_of_the_network_may_not(world):
    session = announced(world.officer, audience=Audience.PUBLIC)
    for member in (world.staff, world.neighbour, world.organiser):
        with pytest.raises(PermissionDenied):
            sessions.change(session, values=values(), revision=1, by=member)


def test_a_closed_organisation_shows_nothing(world):
    session = announced(world.officer, audience=Audience.PUBLIC)
    assert queries.one(None, session.pk) == session
    world.town.is_active = False
    world.town.save()
    assert queries.one(None, session.pk) is None


def test_every_pattern_fits_its_time_and_has_no_overlap(world):
    from allmende.portal.events.domain.planning import patterns, warnings  # noqa: PLC0415

    for key, pattern in patterns.PATTERNS.items():
        start = wall("2027-03-10T10:00")
        session = draft(
            world.officer,
            pattern=key,
            ends_at=start + (pattern.minutes * _minute()),
            starts_at=start,
        )
        hints = warnings.of(session, queries.agenda_of(session), [])
        assert [hint.text for hint in hints if "fehlt" not in hint.text] == []


def _minute():
    from datetime import timedelta  # noqa: PLC0415

    return timedelta(minutes=1)


def test_search_finds_talks_and_follows_the_audience(world):
    session = announced(world.officer)
    other = factories.member(factories.organisation("buchenau"))
    found = queries.narrowed(queries.upcoming(world.staff), world.staff, text="Tisch")
    assert list(found) == [session]
    assert list(queries.narrowed(queries.upcoming(other), other, text="Tisch")) == []
