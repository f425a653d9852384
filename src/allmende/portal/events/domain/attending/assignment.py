"""Who sits in which of the parallel rooms: an assignment problem, solved exactly.

Pure: data in, result out. What is best, in this order:

1. As many people as possible have a seat; nobody sits where no seat is left.
2. As few as possible sit in a room that they did not wish for; then as few as possible in their
   third wish; then as few as possible in their second. One person without any wish come true
   weighs more than a second wish for everybody else, so nobody pays alone for the others' luck.
3. The rooms are filled as evenly as that allows (up to ``EVEN_UP_TO`` people).

Whoever has no wish takes any seat and costs nothing. Who came first has no advantage; which of
several equally good results is taken depends on ``seed`` only.
"""

import random
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

RANKS = 3  # wishes that count
EVEN_UP_TO = 1400  # above it the weights of all three aims no longer fit a double exactly


def assign[P: Hashable, R: Hashable](
    people: Sequence[P],
    wishes: Mapping[P, Sequence[R]],
    capacities: Mapping[R, int | None],
    *,
    fixed: Mapping[P, R] | None = None,
    seed: int = 0,
) -> dict[P, R]:
    """A room for everybody who gets a seat. ``capacities``: None is without limit; ``fixed``
    people stay where they are, however full it is. Wishes for unknown rooms are passed over.
    """
    placed = {person: room for person, room in (fixed or {}).items() if person in set(people)}
    open_people = [person for person in people if person not in placed]
    seats = _seats(capacities, Counter(placed.values()), len(open_people))
    dice = random.Random(seed)  # noqa: S311 -- a lot, not a secret
    dice.shuffle(open_people)
    rooms = list(capacities)
    dice.shuffle(rooms)
    slots = [(room, number) for room in rooms for number in range(seats[room])]
    if not open_people or not slots:
        return placed
    costs = _costs(open_people, wishes, slots, capacities)
    rows, columns = linear_sum_assignment(costs)
    found = {open_people[row]: slots[column][0] for row, column in zip(rows, columns, strict=True)}
    return placed | found


def weights(people: int) -> tuple[int, int, int, int]:
    """What a first, second, third and no wish cost where so many people are placed: one of the
    worse kind weighs more than all people of the better kinds together.
    """
    return 0, 1, people + 1, (people + 1) ** 2


def rank_of[R: Hashable](wished: Sequence[R], room: R) -> int:
    """0 for the first wish, up to 2; 3 for a room not wished; 0 for who wishes nothing."""
    if not wished:
        return 0
    return wished.index(room) if room in wished[:RANKS] else RANKS


def _seats[R: Hashable](
    capacities: Mapping[R, int | None], used: Mapping[R, int], people: int
) -> dict[R, int]:
    free = {
        room: people if capacity is None else max(0, capacity - used.get(room, 0))
        for room, capacity in capacities.items()
    }
    return {room: min(seats, people) for room, seats in free.items()}


def _costs[P: Hashable, R: Hashable](
    people: Sequence[P],
    wishes: Mapping[P, Sequence[R]],
    slots: Sequence[tuple[R, int]],
    capacities: Mapping[R, int | None],
) -> np.ndarray:
    """One row a person, one column a seat. Later seats of a room cost a little more."""
    even = len(people) <= EVEN_UP_TO
    unit = len(people) ** 2 + 1 if even else 1
    rank_costs = np.array(weights(len(people)), dtype=float) * unit
    column_of_room = {room: number for number, room in enumerate(capacities)}
    of_slot = np.array([column_of_room[room] for room, _ in slots])
    by_room = np.empty((len(people), len(capacities)))
    for row, person in enumerate(people):
        known = [room for room in wishes.get(person, ()) if room in column_of_room]
        by_room[row] = rank_costs[RANKS if known else 0]
        for rank, room in enumerate(known[:RANKS]):
            by_room[row, column_of_room[room]] = rank_costs[rank]
    costs: np.ndarray = by_room[:, of_slot]
    if even:
        costs += np.array([number for _, number in slots], dtype=float)
    return costs
