"""Wishes, the assignment at the cut-off, and changes afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.attending import registering, rooms, wishes
from allmende.portal.events.domain.planning.changes import Change, What, on_change
from allmende.portal.events.enums import LetterKind
from allmende.portal.events.models import Registration, RoomChoice, RoomPlace, Session
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.attending.people import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return town()


@pytest.fixture
def session(here):
    return made.session(here.organiser)


def registered(session, here, count):
    return [(registering.register(session.pk, by=one), one) for one in here.people(count)]


def seats(session):
    places = RoomPlace.objects.filter(block__session=session).order_by("registration__turn")
    return [place.room.title for place in places.select_related("room")]


def test_wishes_count_and_the_rest_fills_up(here, session):
    one, two, _three = made.parallel(session, 1, 1, 5)
    people = registered(session, here, 3)
    for (registration, person), wanted in zip(people, [[one, two], [one], []], strict=True):
        wishes.wish(registration, block=one.block, rooms=wanted, by=person)

    assert rooms.assign_rooms(session, by=here.organiser) == 3
    assert seats(session) == ["Raum 2", "Raum 1", "Raum 3"]


def test_wishes_are_replaced_and_kept_in_order(here, session):
    one, two, three = made.parallel(session, 5, 5, 5)
    ((mine, person),) = registered(session, here, 1)
    wishes.wish(mine, block=one.block, rooms=[one, two, three], by=person)
    wishes.wish(mine, block=one.block, rooms=[three, one], by=person)

    assert [room.title for room in wishes.of(mine)[one.block.pk]] == ["Raum 3", "Raum 1"]
    assert RoomChoice.objects.count() == 2


@pytest.mark.parametrize("which", ["double", "four", "foreign", "closed"])
def test_impossible_wishes_are_refused_with_a_sentence(here, session, which):
    one, two, three, four = made.parallel(session, 5, 5, 5, 5)
    (foreign,) = made.parallel(made.session(here.organiser), 5)
    ((mine, person),) = registered(session, here, 1)
    if which == "closed":
        one.closed_at = timezone.now()
    wanted = {
        "double": [one, one],
        "four": [one, two, three, four],
        "foreign": [foreign],
        "closed": [one],
    }[which]

    with pytest.raises(Refused):
        wishes.wish(mine, block=one.block, rooms=wanted, by=person)
    assert not RoomChoice.objects.exists()


def test_after_the_cut_off_wishes_are_closed_and_the_worker_assigns(here, session):
    (one,) = made.parallel(session, 5)
    ((mine, person),) = registered(session, here, 1)
    with at(session.starts_at - timedelta(hours=24, minutes=1)):
        assert rooms.assign_due() == 0
    with at(session.starts_at - timedelta(hours=23)):
        with pytest.raises(Refused, match="geschlossen"):
            wishes.wish(mine, block=one.block, rooms=[one], by=person)
        assert rooms.assign_due() == 1
        assert rooms.assign_due() == 0

    assert seats(session) == ["Raum 1"]


def test_changing_rooms_needs_a_free_place(here, session):
    one, two = made.parallel(session, 1, 2)
    people = registered(session, here, 3)
    wishes.wish(people[0][0], block=one.block, rooms=[one], by=people[0][1])
    with pytest.raises(Refused, match="verteilt"):
        rooms.take(people[0][0], room=two, by=people[0][1])
    rooms.assign_rooms(session, by=None)

    with pytest.raises(Refused, match="voll"):
        rooms.take(people[0][0], room=two, by=people[0][1])
    registering.cancel(people[1][0], by=people[1][1])
    rooms.take(people[0][0], room=two, by=people[0][1])

    assert rooms.free_in(one.block) == {one.pk: 1, two.pk: 0}


def test_who_was_set_by_hand_stays_when_rooms_are_assigned_anew(here, session):
    one, two = made.parallel(session, 5, 5)
    ((mine, person),) = registered(session, here, 1)
    wishes.wish(mine, block=one.block, rooms=[one], by=person)
    rooms.take(mine, room=two, by=here.organiser)

    rooms.assign_rooms(session, by=here.organiser)

    assert seats(session) == ["Raum 2"]


def test_late_comers_get_a_seat_by_their_wish_and_nobody_else_moves(here, session):
    _one, two = made.parallel(session, 3, 3)
    people = registered(session, here, 2)
    rooms.assign_rooms(session, by=None)
    before = seats(session)
    late_person = here.person("spaet")
    late = registering.register(session.pk, by=late_person)
    RoomChoice.objects.create(registration=late, block=two.block, room=two, rank=1)

    assert rooms.assign_due() == 1
    assert seats(session) == [*before, "Raum 2"]
    assert len(people) == 2


def test_the_people_of_a_closed_room_move_to_their_next_wish_and_are_told(here, session):
    one, two, three = made.parallel(session, 5, 5, 5)
    ((mine, person), (other, _)) = registered(session, here, 2)
    wishes.wish(mine, block=one.block, rooms=[one, three], by=person)
    rooms.assign_rooms(session, by=None)
    Registration.objects.update(due="")
    RoomPlace.objects.filter(registration=other).update(room=two)
    one.closed_at = timezone.now()
    one.save()

    on_change(session, Change(What.ROOM_CLOSED, room=one, by=here.organiser))

    assert seats(session) == ["Raum 3", "Raum 2"]
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.due, other.due) == (LetterKind.ROOMS, "")


def test_waiting_people_sit_nowhere(here):
    session = made.session(here.organiser, capacity=1)
    made.parallel(session, 5)
    registered(session, here, 3)

    assert rooms.assign_rooms(session, by=None) == 1
    assert seats(session) == ["Raum 1"]


def test_without_seats_for_all_the_organisers_see_who_is_left(here, session):
    (one,) = made.parallel(session, 1)
    registered(session, here, 3)
    rooms.assign_rooms(session, by=None)

    assert rooms.without_room(one.block).count() == 2
    assert rooms.assign_due() == 0


def test_fewer_seats_in_a_room_move_nobody(here, session):
    (one,) = made.parallel(session, 3)
    registered(session, here, 3)
    rooms.assign_rooms(session, by=None)
    one.capacity = 1
    one.save()

    assert rooms.overfull(session) == [one]
    assert len(seats(session)) == 3


def test_several_blocks_are_assigned_each_for_itself(here, session):
    made.parallel(session, 5, title="Vormittag")
    made.parallel(session, 5, title="Nachmittag")
    registered(session, here, 2)

    rooms.assign_rooms(session, by=None)

    assert RoomPlace.objects.count() == 4
    session.refresh_from_db()
    assert Session.objects.get(pk=session.pk).rooms_assigned_at is not None
