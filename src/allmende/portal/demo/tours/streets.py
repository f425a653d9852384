"""The streets: old town in a ring, four quarters, a stream with two bridges, two villages.

Everything follows from one seed; the same seed draws the same town.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from allmende.portal.demo.tours import words
from allmende.portal.demo.tours.drawing import Sheet, Spot

RING, CORNERS = 470.0, 24
GAPS = 0.12  # share of the blocks inside a quarter that have grown together


@dataclass(frozen=True, slots=True)
class Quarter:
    """A grid that is neither straight nor complete."""

    name: str
    middle: Spot
    columns: int
    rows: int
    spacing: float
    turn: float  # radians
    streets: Sequence[str]  # first the columns, then the rows
    highway: str = "residential"


OLD_TOWN = Quarter("Altstadt", (0, 0), 7, 7, 92, 0.12, words.OLD_TOWN, "living_street")
QUARTERS = (
    Quarter("Nordstadt", (80, 1000), 6, 6, 125, -0.1, words.NORTH),
    Quarter("Oststadt", (1050, 120), 6, 6, 130, 0.2, words.EAST),
    Quarter("Südstadt", (60, -1150), 6, 6, 120, 0.05, words.SOUTH),
    Quarter("Weststadt", (-1050, -60), 6, 6, 125, -0.25, words.WEST),
)
VILLAGES = (
    Quarter("Oberau", (-2500, 1500), 4, 3, 110, 0.4, words.OBERAU),
    Quarter("Niederried", (2400, -1750), 4, 3, 115, -0.3, words.NIEDERRIED),
)


@dataclass(frozen=True, slots=True)
class Town:
    sheet: Sheet
    blocks: dict[str, list[Spot]]  # middles of the blocks between the streets, by quarter
    streets: list[tuple[Spot, Spot]]  # pieces of residential streets, for trees
    yard: Spot  # the Betriebshof


def draw(seed: int) -> Town:
    random, sheet = Random(seed), Sheet()  # noqa: S311 -- invents a town, guards nothing
    town = Town(sheet, {}, [], (1620.0, -330.0))
    grids = {one.name: _grid(town, one, random) for one in (OLD_TOWN, *QUARTERS, *VILLAGES)}
    ring = _ring(sheet)
    _gates(sheet, grids["Altstadt"], ring)
    for quarter in QUARTERS:
        if quarter.name != "Südstadt":
            _join(sheet, grids[quarter.name], ring, quarter.middle)
    _stream(sheet)
    _bridges(sheet, grids["Südstadt"], ring)
    _country(sheet, grids)
    _yard(sheet, grids["Oststadt"], town.yard)
    return town


type Grid = dict[tuple[int, int], int]  # nodes by column and row


def _grid(town: Town, quarter: Quarter, random: Random) -> Grid:
    spots = {
        (column, row): _spot(quarter, column, row, random)
        for column in range(quarter.columns)
        for row in range(quarter.rows)
    }
    grid = {at: town.sheet.node(spot) for at, spot in spots.items()}
    town.blocks[quarter.name] = [
        _middle([spots[c + i, r + j] for i in (0, 1) for j in (0, 1)])
        for c in range(quarter.columns - 1)
        for r in range(quarter.rows - 1)
    ]
    lines = [[(c, r) for r in range(quarter.rows)] for c in range(quarter.columns)]
    lines += [[(c, r) for c in range(quarter.columns)] for r in range(quarter.rows)]
    for number, (name, line) in enumerate(zip(quarter.streets, lines, strict=True)):
        is_edge = number in (0, quarter.columns - 1, quarter.columns, len(lines) - 1)
        for piece in [line] if is_edge else _pieces(line, random):
            town.sheet.street([grid[at] for at in piece], name, **_kind(quarter, number))
            town.streets.extend((spots[a], spots[b]) for a, b in pairwise(piece))
    return grid


def _kind(quarter: Quarter, number: int) -> dict[str, str]:
    """Every fifth street is a oneway; the middle of the old town belongs to people on foot."""
    highway = "pedestrian" if quarter is OLD_TOWN and number in (3, 10) else quarter.highway
    oneway = {"oneway": "yes"} if number % 5 == 2 and quarter not in VILLAGES else {}
    return {"highway": highway, **oneway}


def _spot(quarter: Quarter, column: int, row: int, random: Random) -> Spot:
    jitter = quarter.spacing * 0.13
    x = (column - (quarter.columns - 1) / 2) * quarter.spacing + random.uniform(-jitter, jitter)
    y = (row - (quarter.rows - 1) / 2) * quarter.spacing + random.uniform(-jitter, jitter)
    sin, cos = math.sin(quarter.turn), math.cos(quarter.turn)
    return quarter.middle[0] + x * cos - y * sin, quarter.middle[1] + x * sin + y * cos


def _middle(spots: Sequence[Spot]) -> Spot:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _pieces(line: list[tuple[int, int]], random: Random) -> list[list[tuple[int, int]]]:
    """The line without some of its inner blocks."""
    pieces = [[line[0]]]
    for at in line[1:]:
        is_inner = at not in (line[1], line[-1])
        if is_inner and random.random() < GAPS:
            pieces.append([])
        pieces[-1].append(at)
    return [piece for piece in pieces if len(piece) > 1]


def _ring(sheet: Sheet) -> list[int]:
    angles = [2 * math.pi * step / CORNERS for step in range(CORNERS)]
    ring = [sheet.node((RING * math.cos(a), RING * math.sin(a))) for a in angles]
    sheet.street([*ring, ring[0]], "Stadtring", "secondary", maxspeed="50")
    return ring


def _gates(sheet: Sheet, old_town: Grid, ring: list[int]) -> None:
    for at, name in (
        ((3, 6), "Nordtor"), ((6, 3), "Osttor"), ((3, 0), "Südtor"), ((0, 3), "Westtor"),
        ((0, 0), "Mauerweg"), ((6, 6), "Mauerweg"), ((0, 6), "Am Graben"), ((6, 0), "Am Graben"),
    ):  # fmt: skip
        gate = old_town[at]
        sheet.street([gate, sheet.nearest(sheet.spots[gate], ring)], name, "residential")


def _join(sheet: Sheet, grid: Grid, ring: list[int], middle: Spot) -> None:
    """Three streets from the ring to the edge of a quarter that looks at it."""
    near = sorted(grid.values(), key=lambda node: math.hypot(*sheet.spots[node]))[:5:2]
    name = "Nordring" if middle[1] > 500 else "Ostallee" if middle[0] > 0 else "Westallee"
    for node in near:
        gate = sheet.nearest(sheet.spots[node], ring)
        sheet.street([gate, node], name, "tertiary", maxspeed="50")


def _stream(sheet: Sheet) -> None:
    course = [
        (x, -690 + 45 * math.sin(x / 260) + x * 0.03) for x in range(-3200, 3300, 100)
    ]  # fmt: skip
    water = [sheet.node(spot) for spot in course]
    sheet.way(water, {"waterway": "stream", "name": "Wiesenbach"})


def _bridges(sheet: Sheet, south: Grid, ring: list[int]) -> None:
    """The old one does not carry a lorry, so a full tank drives round by the new one."""
    old = [sheet.node((-40.0, y)) for y in (-640.0, -740.0)]
    gate = sheet.nearest((-40.0, -RING), ring)
    sheet.street([gate, old[0]], "Brückenstraße", "tertiary", maxspeed="50")
    sheet.street(old, "Alte Brücke", "tertiary", bridge="yes", maxweight="7.5", maxspeed="30")
    sheet.street([old[1], south[2, 5]], "Brückenstraße", "tertiary", maxspeed="50")
    new = [sheet.node((620.0, y)) for y in (-610.0, -720.0)]
    gate = sheet.nearest((330.0, -330.0), ring)
    sheet.street([gate, new[0]], "Südumgehung", "secondary", maxspeed="70")
    sheet.street(new, "Neue Brücke", "secondary", bridge="yes", maxspeed="70")
    sheet.street([new[1], south[5, 5]], "Südumgehung", "secondary", maxspeed="70")


def _country(sheet: Sheet, grids: dict[str, Grid]) -> None:
    """Roads to the villages, and a track that only crews may use."""
    for village, town, bends, name in (
        ("Oberau", "Weststadt", [(-1750.0, 720.0), (-2100.0, 1250.0)], "Oberauer Straße"),
        ("Niederried", "Südstadt", [(1000.0, -1350.0), (1800.0, -1500.0)], "Rieder Straße"),
    ):
        ends = [
            sheet.nearest(spot, list(grids[grid].values()))
            for spot, grid in ((bends[0], town), (bends[-1], village))
        ]
        nodes = [ends[0], *(sheet.node(bend) for bend in bends), ends[1]]
        sheet.street(nodes, name, "secondary", maxspeed="100")
    meadow = [sheet.node(spot) for spot in ((-1300.0, 900.0), (-900.0, 1150.0))]
    north = sheet.nearest((-300.0, 1000.0), list(grids["Nordstadt"].values()))
    west = sheet.nearest((-1200.0, 300.0), list(grids["Weststadt"].values()))
    tags = {"tracktype": "grade2", "motor_vehicle": "agricultural"}
    sheet.street([west, *meadow, north], "Feldweg", "track", **tags)


def _yard(sheet: Sheet, east: Grid, yard: Spot) -> None:
    gate = sheet.nearest(yard, list(east.values()))
    bend = sheet.node((1500.0, -300.0))
    sheet.street([gate, bend], "Am Bauhof", "unclassified", maxspeed="50")
    sheet.street([bend, sheet.node(yard)], "", "service", access="private")
