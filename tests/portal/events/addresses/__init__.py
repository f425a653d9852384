"""Addresses of the events: each part has a file with ``ROWS`` and ``fill``.

``fill(town, people, objects)`` makes objects of the town that could leak (``role_world.SECRET``)
and gives their numbers by the names in braces; ``people`` are named as in ``role_world``.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from tests.portal.network_codes import Row

AREAS = [
    import_module(f"{__name__}.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if path.stem != "__init__"
]
ROWS: list[Row] = [row for area in AREAS for row in area.ROWS]


def fill(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    objects: dict[str, Any] = {}
    for area in sorted(AREAS, key=lambda area: not area.__name__.endswith("planning")):
        objects |= area.fill(town, people, objects)
    return objects
