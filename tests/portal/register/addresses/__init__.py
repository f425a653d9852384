"""Addresses of the register: each part has a file with ``ROWS`` and ``fill``."""

from importlib import import_module
from pathlib import Path
from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from tests.portal.register.addresses.codes import Row

AREAS = [
    import_module(f"{__name__}.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("*.py"))
    if path.stem not in {"__init__", "codes"}
]
ROWS: list[Row] = [row for area in AREAS for row in area.ROWS]


def fill(town: Organisation, people: dict[str, Member]) -> dict[str, Any]:
    """Objects of the town that could leak; each part sees what those before it have made."""
    objects: dict[str, Any] = {}
    for area in sorted(AREAS, key=lambda area: area.__name__.rpartition(".")[2] != "record"):
        objects |= area.fill(town, people, objects)
    return objects
