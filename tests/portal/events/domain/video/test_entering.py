import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain import rosters, video
from allmende.portal.events.domain.planning import sessions
from allmende.portal.events.domain.video import entering
from allmende.portal.events.enums import RegistrationState, SessionState, VideoProvider
from allmende.portal.events.models import RoomPlace, Session
from tests import factories
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.planning import stage
from tests.portal.events.domain.planning.stage import announced, wall
from tests.portal.events.domain.video import server

pytestmark = pytest.mark.django_db
LINK = "https://video.example/plenum"
TEN = wall("2027-02-10T10:00")


@pytest.fixture
def world():
    return stage.build()


@pytest.fixture
def session(world):
    return announced(world.officer, provider=VideoProvider.LINK, link=LINK)


def enter(session, member, room=None, *, minutes=-10):
    with at(TEN + timedelta(minutes=minutes)):
        return entering.address(session, room, member=member)


def test_only_who_is_registered_gets_in(world, session):
    with pytest.raises(Refused, match="Nur Angemeldete"):
        enter(session, world.staff)
    place = made.registration(session, world.staff, state=RegistrationState.WAITING)
    with pytest.raises(Refused, match="Nur Angemeldete"):
        enter(session, world.staff)
    place.state = RegistrationState.CONFIRMED
    place.save()
    assert enter(session, world.staff) == LINK
    assert enter(session, world.officer) == LINK  # plans it


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [(-16, "öffnet am 10.02.2027 um 09:45"), (-15, ""), (0, ""), (165, ""), (166, "vorbei")],
)
def test_the_link_is_there_from_a_quarter_before_until_the_end(world, session, minutes, sentence):
    made.registration(session, world.staff)
    if sentence:
        with pytest.raises(Refused, match=sentence):
            enter(session, world.staff, minutes=minutes)
    else:
        assert enter(session, world.staff, minutes=minutes) == LINK


def test_who_leads_may_come_an_hour_before(world, session):
    [room] = made.parallel(session, 10)
    room.moderator = world.staff.user
    room.save()
    assert enter(session, world.staff, minutes=-59) == LINK
    with pytest.raises(Refused):
        enter(session, world.staff, minutes=-61)


def test_a_room_is_for_those_who_sit_in_it(world, session):
    first, second = made.parallel(session, 10, 10)
    first.link = "https://video.example/raum1"
    first.save()
    place = made.registration(session, world.staff)
    with pytest.raises(Refused, match="noch keinen Raum"):
        enter(session, world.staff, first)
    RoomPlace.objects.create(registration=place, block=first.block, room=first)
    assert enter(session, world.staff, first) == first.link
    with pytest.raises(Refused, match="Ihr Platz ist im Raum „Raum 1“"):
        enter(session, world.staff, second)
    assert enter(session, world.officer, second) == LINK
    assert rosters.rosters(first.block) == {
        first.pk: [("Staff", world.staff.user_id)],
        second.pk: [],
    }
    assert rosters.place_of(world.staff.user, first.block) == first
    Session.objects.filter(pk=session.pk).update(chooses_rooms=False)
    session.refresh_from_db()
    assert enter(session, world.staff, second) == LINK


def test_closed_rooms_and_cancelled_sessions_have_no_door(world, session):
    made.registration(session, world.staff)
    [room] = made.parallel(session, 10)
    room.closed_at, room.closed_reason = TEN, "Krank"
    room.save()
    with pytest.raises(Refused, match="geschlossen: Krank"):
        enter(session, world.officer, room)
    sessions.cancel(session, reason="Sturm", revision=session.revision, by=world.officer)
    with pytest.raises(Refused, match="abgesagt"):
        enter(session, world.staff)


def test_a_guest_gets_in_with_the_own_registration_only(world, session):
    guest = made.guest(session)
    other = made.guest(made.session(world.officer, state=SessionState.PUBLISHED), "a@b.example")
    with at(TEN):
        assert entering.address_for_guest(session, None, registration=guest) == LINK
        with pytest.raises(Refused):
            entering.address_for_guest(session, None, registration=other)


def test_names_of_meetings_cannot_be_guessed_and_stay(world, session, settings):
    [room] = made.parallel(session, 10)
    first = video.meeting_of(session, room).id
    assert first == video.meeting_of(session, room).id != video.meeting_of(session, None).id
    assert str(session.uid) not in first
    settings.SECRET_KEY = "another" * 8
    assert video.meeting_of(session, room).id != first


def test_bigbluebutton_gets_the_rosters_of_the_next_block_as_groups(world, settings):
    with server.running() as fake:
        settings.BBB_URL, settings.BBB_SECRET = fake.url, server.SECRET
        session = announced(
            world.officer, provider=VideoProvider.BIGBLUEBUTTON, groups_in_meeting=True
        )
        first, second = made.parallel(session, 10, 10)
        colleague = factories.member(world.town, email="kollegin@wiesenbrueck.example")
        seats = [made.registration(session, member) for member in (world.staff, colleague)]
        seats.append(made.guest(session))
        for seat, room in zip(seats, (first, second, first), strict=True):
            RoomPlace.objects.create(registration=seat, block=room.block, room=room)
        address = enter(session, world.staff)

    [(call, created)] = fake.calls
    assert call == "create"
    assert [group["roster"] for group in json.loads(created["groups"])] == [
        [seats[2].pk.hex, seats[0].pk.hex],
        [seats[1].pk.hex],
    ]
    # The person enters under the key that stands in the roster.
    joined = parse_qs(urlsplit(address).query)
    assert (joined["userID"], joined["role"]) == ([seats[0].pk.hex], ["VIEWER"])


def test_the_moderator_of_a_room_moderates_there_only(world, settings):
    with server.running() as fake:
        settings.BBB_URL, settings.BBB_SECRET = fake.url, server.SECRET
        session = announced(world.officer, provider=VideoProvider.BIGBLUEBUTTON)
        own, other = made.parallel(session, 10, 10)
        own.moderator = world.staff.user
        own.save()
        roles = [
            parse_qs(urlsplit(enter(session, world.staff, room)).query)["role"][0]
            for room in (own, other)
        ]
    assert roles == ["MODERATOR", "VIEWER"]
    assert len(fake.meetings) == 2  # one for each room
