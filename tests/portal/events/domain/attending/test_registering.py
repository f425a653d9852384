"""Register, wait, move up, leave: nobody twice, nobody lost, everybody in turn."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.events.domain.attending import places, registering
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, RoomPlace, Session
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.events import made
from tests.portal.events.clock import at
from tests.portal.events.domain.attending.people import State, states, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return town()


def register_all(session, people):
    return [registering.register(session.pk, by=person) for person in people]


def test_places_go_by_turn_and_the_rest_waits(here):
    session = made.session(here.organiser, capacity=2)
    register_all(session, here.people(4))
    session.refresh_from_db()

    assert states(session) == [State.CONFIRMED, State.CONFIRMED, State.WAITING, State.WAITING]
    assert session.taken == 2


def test_without_a_limit_everybody_has_a_place(here):
    session = made.session(here.organiser)

    register_all(session, here.people(3))

    assert states(session) == [State.CONFIRMED] * 3


def test_a_second_click_changes_nothing(here):
    session, person = made.session(here.organiser, capacity=1), here.person("eins")
    first = registering.register(session.pk, by=person)
    second = registering.register(session.pk, by=person)

    assert (second.pk, second.turn) == (first.pk, first.turn)
    assert AuditEntry.objects.filter(action="events.registered").count() == 1


def test_who_leaves_makes_room_for_the_first_who_waits(here):
    session = made.session(here.organiser, capacity=1)
    people = here.people(3)
    first = people[0]
    one, two, three = register_all(session, people)

    registering.cancel(one, by=first)
    two.refresh_from_db()
    three.refresh_from_db()

    assert (two.state, three.state) == (State.CONFIRMED, State.WAITING)


def test_who_comes_back_stands_at_the_end(here):
    session = made.session(here.organiser, capacity=1)
    people = here.people(3)
    _one, two, three = register_all(session, people)
    registering.cancel(two, by=people[1])

    again = registering.register(session.pk, by=people[1])

    assert again.pk == two.pk
    assert again.turn > three.turn
    assert again.state == State.WAITING


def test_waiting_people_leave_at_any_time(here):
    session = made.session(
        here.organiser, capacity=1, registers_until=timezone.now() + timedelta(hours=1)
    )
    people = here.people(2)
    waiting = register_all(session, people)[1]

    with at(timezone.now() + timedelta(days=6)):
        registering.cancel(waiting, by=people[1])

    assert states(session) == [State.CONFIRMED, State.CANCELLED]


def test_a_day_before_the_next_one_is_asked_and_has_two_hours(here):
    session = made.session(here.organiser, capacity=1)
    people = here.people(3)
    one, two, _three = register_all(session, people)
    day = session.starts_at - timedelta(hours=20)

    with at(day):
        registering.cancel(one, by=people[0])
    two.refresh_from_db()
    assert (two.state, two.offered_until) == (State.OFFERED, day + timedelta(hours=2))

    with at(day + timedelta(hours=1)):
        assert places.settle_all() == 0
        registering.accept_offer(two, by=people[1])
    assert states(session) == [State.CANCELLED, State.CONFIRMED, State.WAITING]


def test_an_offer_that_nobody_takes_goes_to_the_next(here):
    session = made.session(here.organiser, capacity=1)
    people = here.people(3)
    one, two, three = register_all(session, people)
    day = session.starts_at - timedelta(hours=20)
    with at(day):
        registering.cancel(one, by=people[0])
    with at(day + timedelta(hours=2, seconds=1)):
        places.settle_all()
        with pytest.raises(Refused, match="gilt nicht mehr"):
            registering.accept_offer(two, by=people[1])
    three.refresh_from_db()

    assert states(session) == [State.CANCELLED, State.CANCELLED, State.OFFERED]
    assert three.offered_until == day + timedelta(hours=4, seconds=1)


def test_an_offer_keeps_its_place_from_newcomers(here):
    session = made.session(here.organiser, capacity=1)
    people = here.people(2)
    one, _ = register_all(session, people)
    with at(session.starts_at - timedelta(hours=20)):
        registering.cancel(one, by=people[0])
        late = registering.register(session.pk, by=here.person("spaet"))

    assert late.state == State.WAITING


@pytest.mark.parametrize(
    ("starts", "first_offer"),
    [
        # The clock goes forward in the night before: 24 hours earlier is 9 o'clock.
        (datetime(2027, 3, 28, 8, tzinfo=UTC), datetime(2027, 3, 27, 8, tzinfo=UTC)),
        # The clock goes back: 24 hours earlier is 11 o'clock.
        (datetime(2027, 10, 31, 9, tzinfo=UTC), datetime(2027, 10, 30, 9, tzinfo=UTC)),
    ],
)
def test_a_day_before_means_hours_that_pass_also_where_the_clock_is_changed(
    here, starts, first_offer
):
    session = made.session(here.organiser, capacity=1, starts_at=starts)
    people = here.people(3)
    with at(starts - timedelta(days=9)):
        one, two, _ = register_all(session, people)
    with at(first_offer - timedelta(seconds=1)):
        registering.cancel(one, by=people[0])
    with at(first_offer + timedelta(seconds=1)):
        registering.cancel(two, by=people[1])

    assert states(session) == [State.CANCELLED, State.CANCELLED, State.OFFERED]
    two.refresh_from_db()
    assert two.confirmed_at is not None


def test_more_places_let_people_move_up_and_fewer_throw_nobody_out(here):
    session = made.session(here.organiser, capacity=1)
    register_all(session, here.people(4))
    type(session).objects.filter(pk=session.pk).update(capacity=3)

    assert places.settle_all() == 2
    assert states(session) == [*[State.CONFIRMED] * 3, State.WAITING]

    type(session).objects.filter(pk=session.pk).update(capacity=1)
    assert places.settle_all() == 0
    assert states(session) == [*[State.CONFIRMED] * 3, State.WAITING]


def test_during_the_session_a_free_place_is_for_whoever_asks(here):
    session = made.session(here.organiser, capacity=1)
    people = here.people(2)
    one, _waiting = register_all(session, people)
    with at(session.starts_at + timedelta(minutes=5)):
        registering.cancel(one, by=people[0])
        assert states(session) == [State.CANCELLED, State.WAITING]

        assert registering.register(session.pk, by=people[1]).state == State.CONFIRMED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": SessionState.CANCELLED}, "abgesagt"),
        ({"state": SessionState.DONE}, "vorbei"),
        ({"starts_at": timezone.now() - timedelta(hours=3)}, "vorbei"),
        ({"registers_from": timezone.now() + timedelta(days=1)}, "beginnt am"),
        ({"registers_until": timezone.now() - timedelta(days=1)}, "geschlossen"),
    ],
)
def test_registration_has_its_time(here, fields, sentence):
    session = made.session(here.organiser, **fields)

    with pytest.raises(Refused, match=sentence):
        registering.register(session.pk, by=here.person("eins"))
    assert states(session) == []


def test_a_draft_and_what_others_keep_to_themselves_are_not_there(here):
    draft = made.session(here.organiser, state=SessionState.DRAFT)
    foreign = made.session(here.organiser, audience=Audience.ORGANISATION)
    stranger = factories.member(factories.organisation("ahornried"))

    for session in (draft, foreign):
        with pytest.raises(Session.DoesNotExist):
            registering.register(session.pk, by=stranger)
    with pytest.raises(Refused, match="noch nicht angekündigt"):
        registering.register(draft.pk, by=here.organiser)
    assert registering.register(foreign.pk, by=here.organiser).state == State.CONFIRMED


def test_after_the_end_nothing_changes_any_more(here):
    session, person = made.session(here.organiser), here.person("eins")
    mine = registering.register(session.pk, by=person)

    with at(session.ends_at + timedelta(minutes=1)), pytest.raises(Refused, match="vorbei"):
        registering.cancel(mine, by=person)


def test_nobody_cancels_for_others_except_organisers_with_a_reason(here):
    session, person = made.session(here.organiser), here.person("eins")
    mine = registering.register(session.pk, by=person)
    stranger = factories.member(factories.organisation("ahornried"))

    with pytest.raises(PermissionDenied):
        registering.cancel(mine, by=stranger)
    registering.cancel(mine, by=here.organiser, reason="Doppelt")
    mine.refresh_from_db()
    assert (mine.state, mine.note) == (State.CANCELLED, "Doppelt")
    assert AuditEntry.objects.filter(action="events.was_unregistered").exists()


def test_leaving_gives_the_seat_in_the_room_back(here):
    session, person = made.session(here.organiser), here.person("eins")
    (room,) = made.parallel(session, 1)
    mine = registering.register(session.pk, by=person)
    RoomPlace.objects.create(registration=mine, block=room.block, room=room)

    registering.cancel(mine, by=person)

    assert not RoomPlace.objects.exists()


def test_turns_only_grow(here):
    session = made.session(here.organiser, capacity=3)
    people = here.people(5)
    register_all(session, people)
    turns = list(Registration.objects.order_by("created_at").values_list("turn", flat=True))

    assert turns == sorted(set(turns))
