"""A new extract of the streets: kept, read in the background, and only then in force."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from allmende.engines.tours.network import extract
from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.graph import RoadGraph
from allmende.portal.core.domain import audit, jobs, stored_files
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.jobs import Reporter
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours import tasks
from allmende.portal.tours.domain.setup import green, networks, snapping
from allmende.portal.tours.models import RoadNetwork
from allmende.portal.tours.rules import may_plan

FOLDER = "tours/streets"
STEPS = 4
ENGINES = {
    "osrm": "OSRM (genau, mit Abbiegen)",
    "graph": "eigenes Straßennetz",
    "airline": "Luftlinie mit Zuschlag",
}
KEPT = " Die bisherigen Straßen gelten weiter."


def upload(organisation: Organisation, *, file: File[Any], by: Member) -> UUID:
    """Keep the file and read it in the background; what was there before stays until then.

    Gives the number of the job.
    """
    require(may_plan, by)
    name = Path(str(file.name or "Datei")).name[:200]
    _check(name, file.size)
    try:
        stored = stored_files.store(file, folder=FOLDER)
    except OSError as error:
        raise Refused(
            "Auf dem Server ist kein Speicherplatz mehr frei. Die bisherigen Straßen gelten "
            "weiter; sagen Sie der Administration Bescheid."
        ) from error
    with transaction.atomic():
        audit.record("tours.network_uploaded", by=by, about=organisation, details={"Datei": name})
        job = jobs.start(
            tasks.read_streets,
            organisation.pk,
            stored.name,
            name,
            title=f"Straßen aus „{name}“ einlesen"[:200],
            by=by,
            total=STEPS,
            url=reverse("tours-network"),
        )
    return job.pk


def read(organisation: Organisation, *, stored: str, file_name: str, progress: Reporter) -> None:
    """Put the extract in force; raises ``Refused`` and leaves the former one where it is broken.

    May run again: the same file gives the same network.
    """
    path = networks.readable(stored, file_name)
    try:
        progress.at(0, STEPS, "Straßen lesen")
        graph = networks.graph_at(path)
        progress.at(1, STEPS, "Spielplätze, Grünanlagen und Bäume suchen")
        green.find(path)
        progress.at(2, STEPS, "Fahrzeiten vorbereiten")
        _put_in_force(organisation, stored, file_name, graph)
        unreachable = _prepare(organisation, progress)
    except BadNetwork as problem:
        _forget(stored)
        said = networks.said_of(problem, stored, file_name)
        raise Refused(said + KEPT * bool(networks.network_of(organisation))) from problem
    lost = f" {unreachable} Orte sind darauf nicht zu erreichen." if unreachable else ""
    progress.result(
        f"{len(graph.way_id)} Straßen und Wege gelesen.{lost}", url=reverse("tours-network")
    )


def _prepare(organisation: Organisation, progress: Reporter) -> int:
    table = networks.travel_matrix(organisation)
    RoadNetwork.objects.filter(organisation=organisation).update(engine=table.name)
    progress.at(3, STEPS, "Orte an die Straßen legen")
    return snapping.snap_all(organisation)


@transaction.atomic
def _put_in_force(
    organisation: Organisation, stored: str, file_name: str, graph: RoadGraph
) -> None:
    before = networks.network_of(organisation)
    network, _ = RoadNetwork.objects.update_or_create(
        organisation=organisation,
        defaults={
            "file": stored,
            "file_name": file_name,
            "sha256": stored.rsplit("/", 1)[-1],
            "size": default_storage.size(stored),
            "ways": len(graph.way_id),
            "bounds": [float(v) for v in _bounds(graph)],
            "attribution": RoadNetwork._meta.get_field("attribution").get_default(),
        },
    )
    audit.record("tours.network_read", by=None, about=network, details={"Datei": file_name})
    if before and before.file != stored:
        transaction.on_commit(lambda: _forget(before.file))


def _bounds(graph: RoadGraph) -> tuple[float, float, float, float]:
    return graph.lon.min(), graph.lat.min(), graph.lon.max(), graph.lat.max()


def _check(name: str, size: int) -> None:
    """What can be seen before the file is kept."""
    if not name.lower().endswith(extract.ENDINGS):
        raise Refused(
            f"„{name}“ ist keine Kartendatei von OpenStreetMap. Laden Sie einen Ausschnitt mit der "
            "Endung .osm.pbf oder .osm hoch."
        )
    if size > extract.LARGEST:
        raise Refused(
            f"Die Datei ist mit {size // 2**20} MB zu groß; möglich sind "
            f"{extract.LARGEST // 2**20} MB. Schneiden Sie Ihre Stadt mit etwas Umland aus."
        )
    if not size:
        raise Refused("Die Datei hat keinen Inhalt. Laden Sie sie noch einmal herunter.")


def _forget(stored: str) -> None:
    """The file and what was made from it, unless another town has the same one."""
    if stored_files.remove_unreferenced([stored], referenced=_referenced, grace=0):
        networks.forget(stored)


def _referenced(names: set[str]) -> set[str]:
    return set(RoadNetwork.objects.filter(file__in=names).values_list("file", flat=True))
