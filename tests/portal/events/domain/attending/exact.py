"""The same problem as an integer program, for comparison with an independent exact solver."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye, kron

from allmende.portal.events.domain.attending.assignment import rank_of, weights


def cost_of[P: Hashable, R: Hashable](
    placed: Mapping[P, R], wishes: Mapping[P, Sequence[R]], people: int
) -> int:
    price = weights(people)
    return sum(price[rank_of(wishes.get(person, ()), room)] for person, room in placed.items())


def best_cost[P: Hashable, R: Hashable](
    people: Sequence[P], wishes: Mapping[P, Sequence[R]], capacities: Mapping[R, int]
) -> int:
    """The least cost of placing everybody; there must be seats for all."""
    rooms = list(capacities)
    price = weights(len(people))
    costs = np.array(
        [price[rank_of(wishes.get(person, ()), room)] for person in people for room in rooms],
        dtype=float,
    )
    one_room = csr_array(kron(eye(len(people)), np.ones((1, len(rooms)))))
    seats = csr_array(kron(np.ones((1, len(people))), eye(len(rooms))))
    result = milp(
        costs,
        constraints=[
            LinearConstraint(one_room, 1, 1),
            LinearConstraint(seats, 0, [capacities[room] for room in rooms]),
        ],
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    assert result.success, result.message
    chosen = np.round(result.x).astype(int)
    return int(np.dot(chosen, costs.astype(np.int64)))


def crowd(
    people: int, rooms: int, *, seed: int, spare: int = 5
) -> tuple[list[int], dict[int, list[int]], dict[int, int]]:
    """People who mostly want the same few rooms; a tenth has no wish."""
    dice = np.random.default_rng(seed)
    liked = dice.zipf(1.6, size=rooms * 40) % rooms
    wishes = {}
    for person in range(people):
        if dice.random() < 0.1:
            continue
        picked = list(dict.fromkeys(int(room) for room in dice.choice(liked, 12)))[:3]
        wishes[person] = picked[: int(dice.integers(1, 4))]
    seats = (people + spare) // rooms + 1
    return list(range(people)), wishes, dict.fromkeys(range(rooms), seats)
