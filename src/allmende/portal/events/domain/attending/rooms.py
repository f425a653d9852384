"""Who sits in which room: assigned at the cut-off, changed by hand while places are free."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.domain.attending import wishes
from allmende.portal.events.domain.attending.assignment import assign
from allmende.portal.events.domain.attending.locking import lock, one_by_one
from allmende.portal.events.domain.attending.states import TAKING_PART, moment, rooms_cutoff
from allmende.portal.events.enums import BlockKind, LetterKind, SessionState
from allmende.portal.events.models import (
    Block,
    Registration,
    Room,
    RoomChoice,
    RoomPlace,
    Session,
)
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.models import Member

FULL = "Der Raum „{room}“ ist voll. Wählen Sie einen anderen Raum."


@one_by_one
def assign_rooms(session: Session, *, by: Member | None, seed: int | None = None) -> int:
    """Places everybody by their wishes; who was set by hand stays. Returns how many sit now.

    ``by`` is None for the worker at the cut-off. ``seed`` draws between equally good results.
    """
    if by is not None:
        require(rules.may_organise, by, session)
    session = lock(session.pk)
    before = _seating(session)
    RoomPlace.objects.filter(block__session=session, chosen_by_hand=False).delete()
    _fill(session, seed=session.pk if seed is None else seed)
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(rooms_assigned_at=now)
    after = _seating(session)
    _tell(
        pk for pk, block in {*before, *after} if before.get((pk, block)) != after.get((pk, block))
    )
    audit.record("events.rooms_assigned", by=by, about=session, details={"people": len(after)})
    return len({pk for pk, _ in after})


@one_by_one
def fill_gaps(pk: int) -> int:
    """Places those who came late or whose room was closed; everybody else stays."""
    return refill(lock(pk))


def refill(session: Session) -> int:
    """``fill_gaps`` inside somebody else's transaction."""
    moved = _fill(session, seed=session.pk)
    _tell(moved)
    return len(moved)


@one_by_one
def take(registration: Registration, *, room: Room, by: Member | None) -> RoomPlace:
    """Into another room while it has a free place: the person, or an organiser for somebody."""
    require(rules.may_cancel, by, registration)
    session = lock(registration.session_id)
    registration.refresh_from_db()
    room.refresh_from_db()
    own = rules.is_own(by, registration)
    _check(session, registration, room, own=own)
    place, _ = RoomPlace.objects.update_or_create(
        registration=registration,
        block=room.block,
        defaults={"room": room, "chosen_by_hand": True},
    )
    if not own:
        _tell([registration.pk])
    details = {"room": room.title, "registration": str(registration.pk)}
    audit.record("events.room_taken", by=by, about=session, details=details)
    return place


def free_in(block: Block) -> dict[int, int | None]:
    """Free places of each open room of the block; None is without limit."""
    seated = dict(_places(block).values_list("room").annotate(n=Count("pk")))
    return {
        room.pk: None if room.capacity is None else max(0, room.capacity - seated.get(room.pk, 0))
        for room in wishes.open_rooms(block)
    }


def assign_due() -> int:
    """The worker's round: sessions whose cut-off is over, then late comers."""
    now = timezone.now()
    running = Session.objects.filter(
        state=SessionState.PUBLISHED, ends_at__gt=now, blocks__kind=BlockKind.PARALLEL
    ).distinct()
    soon = [
        one
        for one in running.filter(chooses_rooms=True, rooms_assigned_at=None)
        if rooms_cutoff(one) <= now
    ]
    for session in soon:
        assign_rooms(session, by=None)
    assigned = running.filter(rooms_assigned_at__isnull=False)
    gaps = [one.pk for one in assigned if _has_gap(one)]
    return len(soon) + sum(fill_gaps(pk) for pk in gaps)


def without_room(block: Block) -> QuerySet[Registration]:
    """Take part and sit nowhere in this block."""
    people = Registration.objects.filter(session=block.session_id, state__in=TAKING_PART)
    return people.exclude(places__in=_places(block))


def _places(block: Block) -> QuerySet[RoomPlace]:
    return RoomPlace.objects.filter(
        block=block, room__closed_at=None, registration__state__in=TAKING_PART
    )


def _has_gap(session: Session) -> bool:
    return any(without_room(block).exists() for block in wishes.blocks_of(session))


def _fill(session: Session, *, seed: int) -> list[UUID]:
    """Keeps who sits in an open room; returns the numbers of those who were placed."""
    RoomPlace.objects.filter(block__session=session, room__closed_at__isnull=False).delete()
    people = Registration.objects.filter(session=session, state__in=TAKING_PART).order_by("turn")
    pks = list(people.values_list("pk", flat=True))
    moved: list[UUID] = []
    for block in wishes.blocks_of(session):
        if block.ends_at <= timezone.now():
            continue
        fixed = dict(_places(block).values_list("registration_id", "room_id"))
        capacities = {room.pk: room.capacity for room in wishes.open_rooms(block)}
        found = assign(pks, _wished(block), capacities, fixed=fixed, seed=seed)
        new = {pk: room for pk, room in found.items() if pk not in fixed}
        RoomPlace.objects.bulk_create(
            RoomPlace(registration_id=pk, block=block, room_id=room) for pk, room in new.items()
        )
        moved += new
    return moved


def _wished(block: Block) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    choices = RoomChoice.objects.filter(block=block).order_by("rank")
    for person, room in choices.values_list("registration_id", "room_id"):
        found.setdefault(person, []).append(room)
    return found


def _seating(session: Session) -> dict[tuple[UUID, int], int]:
    places = RoomPlace.objects.filter(block__session=session)
    rows = places.values_list("registration_id", "block_id", "room_id")
    return {(person, block): room for person, block, room in rows}


def _tell(registrations: Iterable[UUID]) -> None:
    """A letter about the state says the rooms, too."""
    people = Registration.objects.filter(pk__in=set(registrations), due="")
    people.update(due=LetterKind.ROOMS)


def _check(session: Session, registration: Registration, room: Room, *, own: bool) -> None:
    now = timezone.now()
    if room.block.session_id != session.pk:
        raise Refused("Dieser Raum gehört nicht zu der Veranstaltung. Laden Sie die Seite neu.")
    if registration.state not in TAKING_PART:
        raise Refused("Nur wer einen Platz in der Veranstaltung hat, kann in einen Raum.")
    if session.state == SessionState.CANCELLED or now >= room.block.ends_at:
        raise Refused("Dieser Teil der Veranstaltung ist vorbei oder abgesagt.")
    if room.closed_at:
        raise Refused(f"Der Raum „{room.title}“ findet nicht statt. Wählen Sie einen anderen.")
    if own and not session.chooses_rooms:
        raise Refused("Bei dieser Veranstaltung verteilt die Leitung die Räume. Fragen Sie dort.")
    if own and not session.rooms_assigned_at:
        raise Refused(
            f"Die Räume werden am {moment(rooms_cutoff(session))} verteilt. "
            "Nennen Sie bis dahin Ihre Wünsche, danach können Sie wechseln."
        )
    others = _places(room.block).filter(room=room).exclude(registration=registration).count()
    if room.capacity is not None and others >= room.capacity:
        raise Refused(FULL.format(room=room.title))


def overfull(session: Session) -> list[Room]:
    """Rooms with more people than places, after their capacity was lowered."""
    seated = Count("places", filter=Q(places__registration__state__in=TAKING_PART))
    found = Room.objects.filter(block__session=session, closed_at=None, capacity__isnull=False)
    return list(found.annotate(seated=seated).filter(seated__gt=F("capacity")))
