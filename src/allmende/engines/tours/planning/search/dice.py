"""Chance: the same numbers on every machine."""

import numpy as np

from allmende.engines.tours.planning.search.compiled import compiled
from allmende.engines.tours.planning.search.ground import State


@compiled
def random(state: State) -> float:
    """Splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine."""
    mixed = state.dice[0] + np.uint64(0x9E3779B97F4A7C15)
    state.dice[0] = mixed
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return float(mixed >> np.uint64(11)) / 9007199254740992.0


@compiled
def below(number: int, state: State) -> int:
    return int(random(state) * number)
