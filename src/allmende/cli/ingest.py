"""Takes files and whole folders into a collection of an organisation.

Files that are unchanged are passed over, so the command may be called again at any time.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from allmende.cli import say
from allmende.portal.core.domain.errors import Refused
from allmende.portal.knowledge.domain import importing, imports
from allmende.portal.knowledge.enums import ImportState
from allmende.portal.knowledge.models import Collection


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PFAD")
    parser.add_argument("--organisation", required=True, metavar="KURZNAME")
    parser.add_argument("--collection", required=True, metavar="KURZNAME")


def run(options: argparse.Namespace) -> int:
    collection = Collection.objects.filter(
        organisation__slug=options.organisation, slug=options.collection
    ).first()
    if collection is None:
        sys.exit(f"Die Sammlung „{options.organisation}/{options.collection}“ gibt es nicht.")
    failed = 0
    files = list(_files(options.paths))
    for start in range(0, len(files), imports.MOST_FILES):
        failed += _take_in(collection, files[start : start + imports.MOST_FILES])
    say(f"{len(files) - failed} von {len(files)} Dateien aufgenommen.")
    return 1 if failed else 0


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.is_file())
        elif path.is_file():
            yield path
        else:
            sys.exit(f"{path}: Diese Datei gibt es nicht.")


def _take_in(collection: Collection, files: list[Path]) -> int:
    sources = [imports.Source(file.name, file.read_bytes()) for file in files]
    try:
        batch = imports.prepare(collection, sources=sources)
    except Refused as refusal:
        sys.exit(str(refusal))
    importing.run(batch.pk, Reporter())
    bad = batch.items.filter(state=ImportState.FAILED)
    for item in bad:
        say(item.message)
    return bad.count()


class Reporter:
    """Tells the terminal how far the work is."""

    def at(self, done: int, total: int, message: str = "") -> None:
        say(f"{done} von {total} Dateien {message}".rstrip())

    def result(self, message: str, *, url: str = "") -> None:  # noqa: ARG002 -- the terminal has no links
        say(message)
