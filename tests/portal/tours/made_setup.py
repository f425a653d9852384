"""A town whose tool is switched on, with the invented streets of the engine's tests."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from allmende.engines.tours.network.writing import Node, Way, write_network
from allmende.portal.core.domain import stored_files
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.register.models import BlockUse
from allmende.portal.tours.domain.setup import streets
from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.models import Crew, Depot, Rule, Site, Skill, TaskType, Vehicle
from tests import factories
from tests.engines.tours.network.town import PLACES, STREETS, at

# A playground between three corners, a nameless tree, a garden that is nobody's business.
GREEN = {
    101: (50, 50),
    102: (150, 50),
    103: (150, 150),
    104: (50, 150),
}
TREE = Node(110, at(300, 20), {"natural": "tree", "species:de": "Linde"})
PLAYGROUND = Way(
    50, (101, 102, 103, 104, 101), {"leisure": "playground", "name": "Abenteuerspielplatz"}
)
PRIVATE = Way(51, (101, 102, 103, 101), {"leisure": "garden", "access": "private"})


class Silent:
    """A job that nobody watches."""

    message = ""

    def at(self, done: int, total: int, message: str = "") -> None:
        del done, total, message

    def result(self, message: str, *, url: str = "") -> None:
        del url
        self.message = message


@dataclass(frozen=True, slots=True)
class Town:
    organisation: Organisation
    dispatcher: Member
    reader: Member
    stranger: Member


def town(slug: str = "wiesenbrueck") -> Town:
    organisation = factories.organisation(slug)
    BlockUse.objects.create(organisation=organisation, block=BuildingBlock.TOURS)
    return Town(
        organisation,
        factories.member(organisation, Role.DISPATCHER),
        factories.member(organisation, Role.LEADERSHIP),
        factories.member(organisation, Role.EDITOR),
    )


def extract(name: str = "town.osm.pbf", **what: Any) -> bytes:
    """Streets, a playground, a tree and a private garden."""
    places = {**PLACES, **GREEN}
    nodes = [Node(key, at(*place)) for key, place in places.items()]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_network(path, [*nodes, TREE], [*what.get("streets", STREETS), PLAYGROUND, PRIVATE])
        return path.read_bytes()


def with_streets(organisation: Organisation, content: bytes | None = None) -> str:
    """As the worker reads them; gives the closing sentence."""
    stored = stored_files.store(content or extract(), folder=streets.FOLDER)
    progress = Silent()
    streets.read(organisation, stored=stored.name, file_name="town.osm.pbf", progress=progress)
    return progress.message


def site(organisation: Organisation, name: str = "Spielplatz Au", **fields: Any) -> Site:
    here = at(*fields.pop("place", (100, 10)))
    defaults = {"kind": SiteKind.PLAYGROUND, "lon": here.lon, "lat": here.lat}
    return Site.objects.create(organisation=organisation, name=name, **(defaults | fields))


def depot(organisation: Organisation, name: str = "Bauhof") -> Depot:
    here = at(0, 0)
    return Depot.objects.create(organisation=organisation, name=name, lon=here.lon, lat=here.lat)


def skill(organisation: Organisation, name: str = "Baumkontrolle") -> Skill:
    return Skill.objects.create(organisation=organisation, name=name)


def task(organisation: Organisation, name: str = "Sichtkontrolle", **fields: Any) -> TaskType:
    return TaskType.objects.create(organisation=organisation, name=name, **fields)


def rule(task_type: TaskType, **fields: Any) -> Rule:
    defaults: dict[str, Any] = {"every_days": 7, "min_gap": 5, "max_gap": 9}
    if "site" not in fields:
        defaults["site_kind"] = SiteKind.PLAYGROUND
    return Rule.objects.create(
        organisation=task_type.organisation, task_type=task_type, **(defaults | fields)
    )


def crew(at_depot: Depot, name: str = "Nord", *, tank: int | None = None, **fields: Any) -> Crew:
    defaults: dict[str, Any] = {
        "weekdays": [0, 1, 2, 3, 4],
        "opens": time(7),
        "closes": time(15, 30),
    }
    if tank is not None:
        defaults["vehicle"] = Vehicle.objects.create(
            organisation=at_depot.organisation, name=f"Fahrzeug {name}", tank=tank
        )
    return Crew.objects.create(
        organisation=at_depot.organisation, depot=at_depot, name=name, **(defaults | fields)
    )
