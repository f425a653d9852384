"""Opening an OSM extract: what may be wrong with it, said in German sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import osmium
from osmium.filter import KeyFilter

ENDINGS = (".osm.pbf", ".osm", ".osm.bz2", ".osm.gz", ".pbf")
LARGEST = 300 * 2**20  # bytes; a Regierungsbezirk. Whole Länder need more memory than a town has


class BadNetwork(Exception):
    """The extract cannot be used; the message is the sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check(path: Path, *, largest: int = LARGEST) -> None:
    """Raises ``BadNetwork`` for what can be seen without reading."""
    if not path.is_file():
        raise BadNetwork(
            f"Die Kartendatei „{path.name}“ ist nicht mehr da. Laden Sie sie erneut hoch."
        )
    size = path.stat().st_size
    if size == 0:
        raise BadNetwork(
            f"Die Kartendatei „{path.name}“ hat keinen Inhalt (0 Byte). "
            "Laden Sie die vollständige Datei erneut hoch."
        )
    if not path.name.lower().endswith(ENDINGS):
        raise BadNetwork(
            f"„{path.name}“ ist keine Kartendatei von OpenStreetMap. "
            "Laden Sie einen Ausschnitt mit der Endung .osm.pbf, .osm oder .osm.bz2."
        )
    if size > largest:
        raise BadNetwork(
            f"Die Kartendatei „{path.name}“ ist mit {_megabytes(size)} zu groß; möglich sind "
            f"{_megabytes(largest)}. Schneiden Sie Ihre Stadt mit etwas Umland aus."
        )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turns the errors of osmium into ``BadNetwork``."""
    try:
        yield
    except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
        raise BadNetwork(
            f"Die Kartendatei „{path.name}“ ist beschädigt oder nicht vollständig. "
            "Laden Sie den Ausschnitt neu herunter und dann noch einmal hoch."
        ) from error


def objects[T](path: Path, kind: type[T], key: str) -> Iterator[T]:
    """Nodes or ways with such a tag, ways with their places; each is valid until the next one."""
    reader = osmium.FileProcessor(path)
    if kind is osmium.osm.Way:
        reader = reader.with_locations()
    for found in reader.with_filter(KeyFilter(key)):
        if isinstance(found, kind):
            yield found


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB" if size >= 2**20 else "weniger als 1 MB"
