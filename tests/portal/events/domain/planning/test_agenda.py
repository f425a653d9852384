from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.events.domain.planning import (
    blocks,
    changes,
    contributing,
    queries,
    rooms,
    talks,
    waiting,
    warnings,
)
from allmende.portal.events.domain.planning.changes import What
from allmende.portal.events.domain.planning.times import local
from allmende.portal.events.enums import BlockKind, TalkState, VideoProvider
from allmende.portal.events.models import Room, RoomPlace, Session, Talk
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.events import made
from tests.portal.events.domain.planning import stage
from tests.portal.events.domain.planning.stage import announced, draft, told, wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return stage.build()


@pytest.fixture
def heard(monkeypatch):
    heard = []
    monkeypatch.setattr(changes, "_listeners", [lambda session, change: heard.append(change)])
    return heard


def times(session):
    return [
        (b.title, f"{local(b.starts_at):%H:%M}", f"{local(b.ends_at):%H:%M}")
        for b in session.blocks.all()
    ]


def block_values(start="10:00", end="10:30", **fields):
    return {
        "kind": BlockKind.PLENARY,
        "title": "Begrüßung",
        "text": "",
        "starts_at": wall(f"2027-02-10T{start}"),
        "ends_at": wall(f"2027-02-10T{end}"),
        **fields,
    }


def add(session, by, **fields):
    session.refresh_from_db()
    return blocks.add(session, values=block_values(**fields), revision=session.revision, by=by)


def test_blocks_change_places_and_keep_their_lengths(world):
    session = draft(world.officer)
    add(session, world.officer)
    long = add(session, world.officer, start="10:40", end="12:00", title="Vortrag")
    long.session.refresh_from_db()
    blocks.move(long, earlier=True, revision=long.session.revision, by=world.officer)
    assert times(session) == [("Vortrag", "10:00", "11:20"), ("Begrüßung", "11:30", "12:00")]
    first = session.blocks.first()
    with pytest.raises(Refused, match="Rand"):
        blocks.move(first, earlier=True, revision=first.session.revision, by=world.officer)


def test_a_block_is_doubled_behind_itself_with_its_rooms(world):
    session = draft(world.officer, pattern="online")
    block = session.blocks.get(kind=BlockKind.PARALLEL)
    new = blocks.duplicate(block, revision=session.revision, by=world.officer)
    assert new.starts_at == block.ends_at
    assert new.ends_at - new.starts_at == block.ends_at - block.starts_at
    assert [r.title for r in new.rooms.all()] == [r.title for r in block.rooms.all()]


def test_an_older_revision_is_a_conflict(world):
    session = draft(world.officer)
    add(session, world.officer)
    with pytest.raises(Conflict):
        blocks.add(session, values=block_values(), revision=1, by=world.officer)


def test_colleagues_may_not_touch_the_plan(world):
    session = announced(world.officer)
    with pytest.raises(PermissionDenied):
        add(session, world.staff)


def test_a_room_is_led_by_somebody_who_may_see_the_session(world):
    session = announced(world.officer, pattern="online")
    block = session.blocks.get(kind=BlockKind.PARALLEL)
    outside = world.neighbour.user
    for name in (outside.email, outside.name, "Niemand"):
        session.refresh_from_db()
        with pytest.raises(Refused, match="sehen darf"):
            rooms.add(
                block,
                values={"title": "Neu"},
                moderator=name,
                revision=session.revision,
                by=world.officer,
            )
    session.refresh_from_db()
    room = rooms.add(
        block,
        values={"title": "Neu"},
        moderator=str(world.staff.user).upper(),
        minute_taker=world.officer.user.email,
        revision=session.revision,
        by=world.officer,
    )
    assert (room.moderator, room.minute_taker) == (world.staff.user, world.officer.user)
    assert told(world.staff) == [
        "Sie moderieren den Raum „Neu“: „Runder Tisch“ am 10. Februar 2027, 10:00 Uhr"
    ]
    assert told(world.officer) == []


def test_two_of_the_same_name_need_the_address(world):
    twin = factories.member(world.town, email="zwilling@wiesenbrueck.example", name="Staff")
    world.staff.user.name = "Staff"
    world.staff.user.save()
    session = announced(world.officer, pattern="online")
    block = session.blocks.get(kind=BlockKind.PARALLEL)
    with pytest.raises(Refused, match="mehrmals"):
        rooms.add(
            block,
            values={"title": "Neu"},
            moderator="Staff",
            revision=session.revision,
            by=world.officer,
        )
    session.refresh_from_db()
    room = rooms.add(
        block,
        values={"title": "Neu"},
        moderator=twin.user.email.upper(),
        revision=session.revision,
        by=world.officer,
    )
    assert room.moderator == twin.user


def staffed(world, session):
    block = session.blocks.get(kind=BlockKind.PARALLEL)
    return rooms.add(
        block,
        values={"title": "Recht"},
        moderator=world.staff.user.email,
        minute_taker=world.staff.user.email,
        revision=session.revision,
        by=world.officer,
    )


def test_a_moderator_drops_out(world):
    session = announced(world.officer, pattern="online")
    room = staffed(world, session)
    with pytest.raises(PermissionDenied):
        rooms.step_down(room, task="moderator", by=world.officer)
    rooms.step_down(room, task="moderator", by=world.staff)

    room.refresh_from_db()
    assert (room.moderator, room.minute_taker) == (None, world.staff.user)
    assert told(world.officer) == [
        "Staff fällt aus: Moderation im Raum „Recht“, „Runder Tisch“. Bitte neu besetzen."
    ]
    hints = [h.text for h in warnings.of(session, queries.agenda_of(session), [])]
    assert "Im Raum „Recht“ fehlt: Moderation." in hints
    assert "„Runder Tisch“: 5 Räume sind nicht besetzt" in [
        t.text for t in waiting.tasks(world.officer)
    ]
    with pytest.raises(Refused):
        rooms.step_down(room, task="moderator", by=world.staff)


def test_a_closed_room_tells_its_people_and_the_other_parts(world, heard):
    session = announced(world.officer, pattern="online")
    room = staffed(world, session)
    room.block.session.refresh_from_db()
    rooms.close(
        room, reason="Wasserschaden", revision=room.block.session.revision, by=world.officer
    )

    assert [(change.what, change.room) for change in heard][-1] == (What.ROOM_CLOSED, room)
    assert (
        told(world.staff)[-1] == "Der Raum „Recht“ in „Runder Tisch“ ist geschlossen: Wasserschaden"
    )
    with pytest.raises(Refused, match="schon geschlossen"):
        rooms.close(room, reason="X", revision=room.block.session.revision, by=world.officer)
    room.block.session.refresh_from_db()
    rooms.reopen(room, revision=room.block.session.revision, by=world.officer)
    assert heard[-1].what is What.ROOM_OPENED


def test_rooms_with_people_are_closed_and_not_deleted(world):
    session = announced(world.officer, pattern="online")
    room = staffed(world, session)
    RoomPlace.objects.create(
        registration=made.registration(session, world.staff), block=room.block, room=room
    )
    for remove, thing in ((rooms.remove, room), (blocks.remove, room.block)):
        session.refresh_from_db()
        with pytest.raises(Refused, match="sitzen schon Menschen"):
            remove(thing, revision=session.revision, by=world.officer)
    session.refresh_from_db()
    with pytest.raises(Refused, match="sitzen schon 1"):
        rooms.change(
            room,
            values={"capacity": 0},
            moderator="",
            minute_taker="",
            revision=session.revision,
            by=world.officer,
        )


def test_rooms_are_moved_and_doubled(world):
    session = draft(world.officer, pattern="online")
    block = session.blocks.get(kind=BlockKind.PARALLEL)
    second = block.rooms.all()[1]
    rooms.move(second, earlier=True, revision=session.revision, by=world.officer)
    session.refresh_from_db()
    rooms.duplicate(second, revision=session.revision, by=world.officer)
    titles = [room.title for room in block.rooms.order_by("position", "pk")]
    assert titles[:3] == [
        "Werkzeuge in der Praxis",
        "Werkzeuge in der Praxis",
        "Vertiefung zum Vortrag",
    ]


def test_the_plan_says_what_does_not_fit(world):
    session = announced(world.officer, capacity=30, provider=VideoProvider.LINK)
    add(session, world.officer, start="09:30")
    parallel = add(
        session, world.officer, start="10:15", end="11:00", kind=BlockKind.PARALLEL, title="Räume"
    )
    for number in (1, 2):
        Room.objects.create(
            block=parallel,
            title=f"R{number}",
            capacity=10,
            moderator=world.staff.user,
            minute_taker=world.staff.user,
        )
    empty = add(
        session, world.officer, start="12:30", end="13:00", kind=BlockKind.PARALLEL, title="Leer"
    )
    Session.objects.filter(pk=session.pk).update(taken=25)
    session.refresh_from_db()
    talk = Talk.objects.create(session=session, block=parallel, title="Lang", minutes=90)
    loose = Talk.objects.create(session=session, title="Lose")

    found = {
        h.text: h.anchor for h in warnings.of(session, queries.agenda_of(session), [talk, loose])
    }
    first = session.blocks.first()
    outside = "liegt außerhalb der Veranstaltung. Ändern Sie eine der Uhrzeiten."
    assert found == {
        f"„Begrüßung“ {outside}": f"teil-{first.pk}",
        f"„Leer“ {outside}": f"teil-{empty.pk}",
        "„Begrüßung“ und „Räume“ überschneiden sich.": f"teil-{parallel.pk}",
        "Im Raum „R1“ fehlt der Link zur Videokonferenz.": f"raum-{parallel.rooms.all()[0].pk}",
        "Im Raum „R2“ fehlt der Link zur Videokonferenz.": f"raum-{parallel.rooms.all()[1].pk}",
        "„Räume“ hat 20 Plätze in Räumen, angemeldet sind 25 Personen.": f"teil-{parallel.pk}",
        "Die Vorträge in „Räume“ dauern länger als der Programmteil.": f"teil-{parallel.pk}",
        "„Leer“ hat keinen offenen Raum.": f"teil-{empty.pk}",
        "Staff ist in „R1“ und „R2“ gleichzeitig eingeteilt.": f"raum-{parallel.rooms.all()[1].pk}",
        "Der Vortrag „Lose“ hat noch keinen Platz im Programm.": "programm",
    }


def test_talks_are_placed_moved_and_doubled(world):
    session = draft(world.officer, pattern="online")
    room = session.blocks.get(kind=BlockKind.PARALLEL).rooms.first()
    made_ = []
    for title in "AB":
        session.refresh_from_db()
        given = {"title": title, "speaker": "X", "room": room, "block": None}
        made_.append(talks.add(session, values=given, revision=session.revision, by=world.officer))
    assert {talk.block_id for talk in made_} == {room.block_id}
    session.refresh_from_db()
    talks.move(made_[1], earlier=True, revision=session.revision, by=world.officer)
    made_[1].session.refresh_from_db()
    talks.duplicate(made_[1], revision=made_[1].session.revision, by=world.officer)
    assert [talk.title for talk in queries.talks_of(session)] == ["B", "B", "A"]
    foreign = announced(world.officer, pattern="online").blocks.first()
    session.refresh_from_db()
    with pytest.raises(Refused, match="anderen Veranstaltung"):
        talks.change(
            made_[0],
            values={"room": None, "block": foreign},
            revision=session.revision,
            by=world.officer,
        )


PROPOSAL = {
    "title": "Unser Chatbot",
    "abstract": "Ein Jahr danach",
    "speaker": "",
    "speaker_from": "",
    "minutes": 20,
}


def test_members_propose_and_planners_decide_with_a_reason(world):
    session = announced(world.officer, calls_for_talks=True, audience=Audience.PUBLIC)
    talk = contributing.propose(session, values=PROPOSAL, by=world.neighbour)
    assert (talk.speaker, talk.state) == (str(world.neighbour.user), TalkState.PROPOSED)
    assert "schlägt einen Beitrag vor" in told(world.officer)[0]
    assert list(queries.talks_of(session)) == []
    assert [task.text for task in waiting.tasks(world.officer)] == [
        "1 Beitrag für „Runder Tisch“ entscheiden"
    ]
    with pytest.raises(PermissionDenied):
        contributing.decline(talk, reason="Nein", by=world.staff)
    with pytest.raises(Refused, match="Begründen"):
        contributing.decline(talk, reason=" ", by=world.officer)
    contributing.accept(talk, block=None, room=None, reason="Gern", by=world.officer)
    assert list(queries.talks_of(session)) == [talk]
    assert told(world.neighbour) == [
        "Ihr Beitrag „Unser Chatbot“ steht im Programm von „Runder Tisch“"
    ]
    with pytest.raises(Refused, match="schon entschieden"):
        contributing.decline(Talk.objects.get(pk=talk.pk), reason="Doch nicht", by=world.officer)


def test_proposals_are_limited_and_only_where_asked_for(world):
    session = announced(world.officer, calls_for_talks=True)
    first = contributing.propose(session, values=PROPOSAL, by=world.staff)
    for _ in range(2):
        contributing.propose(session, values=PROPOSAL, by=world.staff)
    with pytest.raises(Refused, match="schon 3"):
        contributing.propose(session, values=PROPOSAL, by=world.staff)
    with pytest.raises(PermissionDenied):
        contributing.withdraw(first, by=world.officer)
    contributing.withdraw(first, by=world.staff)
    closed = announced(world.officer)
    with pytest.raises(Refused, match="keine Beiträge"):
        contributing.propose(closed, values=PROPOSAL, by=world.staff)


def test_next_sessions_begin_with_the_own_ones(world):
    early = announced(world.officer, title="Früher")
    later = announced(
        world.officer,
        starts_at=wall("2027-02-10T10:00") + timedelta(days=9),
        ends_at=wall("2027-02-10T12:00") + timedelta(days=9),
    )
    made.registration(later, world.staff)
    draft(world.officer)
    assert waiting.next_sessions(world.staff, 5) == [later, early]
    assert waiting.next_sessions(world.neighbour, 5) == []
