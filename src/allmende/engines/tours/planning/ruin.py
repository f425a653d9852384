"""Which visits are taken out: neighbours, pieces of tours, the worst, any."""

import random
from collections.abc import Sequence

from allmende.engines.tours.planning.routes import Routes

LEAST, MOST = 3, 14  # visits at once


class Ruin:
    def __init__(self, routes: Routes, dice: random.Random) -> None:
        self.routes, self.world, self.dice = routes, routes.world, dice

    def choose(self, among: Sequence[int] | None = None) -> list[int]:
        """Visits that are in a tour; ``among`` are those around which to look."""
        dice, routes = self.dice, self.routes
        size = dice.randint(LEAST, MOST)
        seed = dice.choice(among) if among else dice.randrange(self.world.count)
        kind = dice.random()
        if routes.row_of[seed] < 0 and kind < 0.5:
            return self._in_the_way(seed, size)
        if kind < 0.7 or routes.row_of[seed] < 0:
            return self._near(seed, size)
        if kind < 0.85:
            return self._string(seed, size)
        if kind < 0.95:
            return self._worst(size)
        return self._placed(size)

    def _near(self, seed: int, size: int) -> list[int]:
        """The seed and its nearest, some passed over."""
        found = [seed] if self.routes.row_of[seed] >= 0 else []
        for other in self.world.neighbours[seed]:
            if len(found) >= size:
                break
            if self.routes.row_of[other] >= 0 and self.dice.random() < 0.7:
                found.append(other)
        return found

    def _in_the_way(self, seed: int, size: int) -> list[int]:
        """A piece of a tour that the unserved visit could join."""
        rows = self.world.options[seed].rows
        return self._piece(int(self.dice.choice(rows)), size) if len(rows) else []

    def _string(self, seed: int, size: int) -> list[int]:
        """A piece of the seed's tour, and of a tour beside it."""
        row = self.routes.row_of[seed]
        rows = [row]
        for other in self.world.neighbours[seed]:
            near = self.routes.row_of[other]
            if near >= 0 and near not in rows:
                rows.append(near)
                break
        return [visit for each in rows for visit in self._piece(each, size // len(rows))]

    def _piece(self, row: int, size: int) -> list[int]:
        visits = [item for item in self.routes.items[row] if item < self.world.count]
        length = min(len(visits), max(1, size))
        begin = self.dice.randint(0, len(visits) - length)
        return visits[begin : begin + length]

    def _worst(self, size: int) -> list[int]:
        """Of a sample, those whose way there and back is longest."""
        return sorted(self._placed(10 * size), key=lambda v: (-self._detour(v), v))[:size]

    def _placed(self, size: int) -> list[int]:
        sample = self.dice.sample(range(self.world.count), min(size, self.world.count))
        return [visit for visit in sample if self.routes.row_of[visit] >= 0]

    def _detour(self, visit: int) -> int:
        world, row = self.world, self.routes.row_of[visit]
        items, shift = self.routes.items[row], self.world.shifts[row]
        at = items.index(visit)
        left = world.place[items[at - 1]] if at else shift.start
        right = world.place[items[at + 1]] if at + 1 < len(items) else shift.end
        here = world.place[visit]
        return int(world.there[left, here] + world.there[here, right] - world.there[left, right])
