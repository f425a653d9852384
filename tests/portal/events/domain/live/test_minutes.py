"""One person writes, the others follow, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.events.domain.live import minutes
from allmende.portal.events.enums import BlockKind
from allmende.portal.events.models import Block, Minutes
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.events import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER)


@pytest.fixture
def taker(officer):
    return factories.member(officer.organisation, email="protokoll@example.org")


@pytest.fixture
def room(officer, taker):
    session = made.session(officer)
    (room,) = made.parallel(session, 20)
    room.minute_taker = taker.user
    room.save()
    return room


def test_the_minute_taker_begins_and_writes(room, taker):
    begun = minutes.open_for(room, by=taker)

    saved = minutes.write(begun, text="Es fehlt Geld.", results="- Antrag", revision=1, by=taker)

    assert (saved.text, saved.results, saved.revision) == ("Es fehlt Geld.", "- Antrag", 2)
    assert saved.updated_by_label == str(taker.user)


def test_beginning_twice_gives_the_same_minutes(room, taker):
    assert minutes.open_for(room, by=taker) == minutes.open_for(room, by=taker)
    assert Minutes.objects.count() == 1


def test_who_only_takes_part_does_not_write(room):
    other = factories.member(room.block.session.organisation, email="gast@example.org")

    with pytest.raises(PermissionDenied):
        minutes.open_for(room, by=other)
    assert not Minutes.objects.exists()


def test_the_minute_taker_of_another_room_does_not_write_here(room, taker):
    other = made.parallel(room.block.session, 20)[0]

    with pytest.raises(PermissionDenied):
        minutes.open_for(other, by=taker)


def test_two_writers_never_overwrite_each_other(room, taker, officer):
    begun = minutes.open_for(room, by=taker)
    minutes.write(begun, text="A", results="", revision=1, by=taker)

    with pytest.raises(Conflict, match=str(taker.user)):
        minutes.write(begun, text="B", results="", revision=1, by=officer)
    assert Minutes.objects.get().text == "A"


def test_saving_the_same_again_changes_nothing(room, taker):
    begun = minutes.open_for(room, by=taker)
    first = minutes.write(begun, text="A", results="", revision=1, by=taker)

    assert minutes.write(begun, text="A", results="", revision=2, by=taker).revision == 2
    assert first.revision == 2


def test_typing_for_an_hour_leaves_one_audit_entry(room, taker):
    begun = minutes.open_for(room, by=taker)
    for step in range(5):
        begun = minutes.write(begun, text=f"Satz {step}", results="", revision=step + 1, by=taker)

    assert AuditEntry.objects.filter(action="events.minutes_written").count() == 1


def test_a_plenary_block_has_minutes_a_break_has_none(room, officer):
    session = room.block.session
    times = {"starts_at": session.starts_at, "ends_at": session.starts_at + timedelta(minutes=30)}
    plenary = Block.objects.create(
        session=session, kind=BlockKind.PLENARY, title="Vortrag", **times
    )
    pause = Block.objects.create(session=session, kind=BlockKind.BREAK, title="Pause", **times)

    assert minutes.open_for(plenary, by=officer).room is None
    with pytest.raises(Refused, match="kein gemeinsames Protokoll"):
        minutes.open_for(pause, by=officer)
