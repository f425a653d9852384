"""Playgrounds, parks, meadows and trees of the invented town, as a map knows them."""

import math
from random import Random

from allmende.portal.demo.tours import words
from allmende.portal.demo.tours.drawing import Spot
from allmende.portal.demo.tours.streets import Town

# Quarter -> playgrounds, parks, meadows
SHARES = {
    "Altstadt": (2, 3, 0),
    "Nordstadt": (5, 2, 3),
    "Oststadt": (4, 2, 3),
    "Südstadt": (4, 2, 3),
    "Weststadt": (3, 2, 3),
    "Oberau": (1, 0, 1),
    "Niederried": (1, 0, 1),
}
TREES = 60
PLANTED = (2022, 2026)  # years
BESIDE = 5.0  # metres from the middle of the street


def draw(town: Town, seed: int) -> None:
    """On the sheet of the town; the same seed draws the same."""
    random = Random(seed)  # noqa: S311 -- invents a town, guards nothing
    number = 0
    for quarter, shares in SHARES.items():
        blocks = random.sample(town.blocks[quarter], sum(shares))
        for kind, count in zip(("playground", "park", "grass"), shares, strict=True):
            for _ in range(count):
                number += 1
                _area(town, kind, f"{quarter} {number}", blocks.pop(), random)
    for number, piece in enumerate(random.sample(town.streets, TREES), start=1):
        _tree(town, number, piece, random)


KINDS = {
    # name, tags, half the side in metres
    "playground": ("Spielplatz", {"leisure": "playground"}, (11.0, 19.0)),
    "park": ("Grünanlage", {"leisure": "park"}, (26.0, 38.0)),
    "grass": ("Wiese", {"landuse": "grass"}, (20.0, 40.0)),
}


def _area(town: Town, kind: str, where: str, middle: Spot, random: Random) -> None:
    word, tags, sides = KINDS[kind]
    half = random.uniform(*sides)
    wide = half * random.uniform(0.8, 1.1)
    x, y = middle
    corners = [
        (x - wide, y - half),
        (x + wide, y - half),
        (x + wide, y + half),
        (x - wide, y + half),
    ]
    town.sheet.area(corners, {**tags, "name": f"{word} {where}"})


def _tree(town: Town, number: int, piece: tuple[Spot, Spot], random: Random) -> None:
    (x, y), (end_x, end_y) = piece
    along, side = random.uniform(0.25, 0.75), random.choice((-BESIDE, BESIDE))
    length = math.dist(*piece)
    spot = (
        x + along * (end_x - x) - side * (end_y - y) / length,
        y + along * (end_y - y) + side * (end_x - x) / length,
    )
    species = random.choice(words.SPECIES)
    tags = {
        "natural": "tree",
        "ref": f"B{number:03}",
        "species": species,
        "species:de": words.TREE_NAMES[species],
        "start_date": str(random.randint(*PLANTED)),
    }
    town.sheet.node(spot, tags)
