"""Addresses of the tours: each part has a file with ``ROWS`` and ``fill(town, people, objects)``,
which makes objects of the town that could leak (``role_world.SECRET``).

People: the editors of both towns are dispatchers as well, the own staff belongs to the crew of
``objects["tour_crew"]``, the leadership reads. Both towns have switched the tool on.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.register.models import BlockUse
from tests.portal.network_codes import Row

AREAS = [
    import_module(f"{__name__}.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if path.stem not in {"__init__", "codes"}
]
ROWS: list[Row] = [row for area in AREAS for row in area.ROWS]
ORDER = ("setup", "planning", "work")


def fill(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    for organisation in (town, people["foreign staff"].organisation):
        BlockUse.objects.create(organisation=organisation, block=BuildingBlock.TOURS)
    objects: dict[str, Any] = {}
    for name in ORDER:
        for area in AREAS:
            if area.__name__.endswith(f".{name}"):
                objects |= area.fill(town, people, objects)
    return objects
