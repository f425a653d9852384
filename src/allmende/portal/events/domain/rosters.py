"""Who sits in which room of a block."""

from typing import Any, NamedTuple

from allmende.portal.events.enums import RegistrationState
from allmende.portal.events.models import Block, Room, RoomPlace

HOLDING = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)


class Seat(NamedTuple):
    key: str  # the same as ``video.Visitor.key``
    name: str
    user_id: int | None  # None for guests


def seats(block: Block) -> dict[int, list[Seat]]:
    """Every room of the block with its people, by name."""
    found: dict[int, list[Seat]] = {room.pk: [] for room in block.rooms.all()}
    places = RoomPlace.objects.filter(block=block, registration__state__in=HOLDING)
    for place in places.select_related("registration").order_by("registration__name", "pk"):
        person = place.registration
        found[place.room_id].append(Seat(person.pk.hex, person.name, person.user_id))
    return found


def rosters(block: Block) -> dict[int, list[tuple[str, int | None]]]:
    """The same as names and numbers of accounts, by the number of the room."""
    return {
        room: [(seat.name, seat.user_id) for seat in people]
        for room, people in seats(block).items()
    }


def place_of(user: Any, block: Block) -> Room | None:
    """The room in which a member sits."""
    place = (
        RoomPlace.objects.filter(
            block=block, registration__user=user, registration__state__in=HOLDING
        )
        .select_related("room")
        .first()
    )
    return place.room if place else None
