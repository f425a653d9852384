"""Brings a backup back. The search index is built anew from it."""

import argparse
import sys
from pathlib import Path

from allmende.cli import say
from allmende.cli.preparation import prepare
from allmende.portal.core.domain import backup
from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.planning import finding as events
from allmende.portal.knowledge.domain import indexing
from allmende.portal.organisations.domain import finding as organisations
from allmende.portal.register.domain import finding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DATEI")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="Vorhandenes löschen und durch die Sicherung ersetzen",
    )


def run(options: argparse.Namespace) -> int:
    prepare()
    try:
        counts = backup.read(options.file, replace=options.replace)
    except Refused as refusal:
        sys.exit(str(refusal))
    indexing.rebuild()
    finding.rebuild()
    organisations.rebuild()
    events.rebuild()
    total = sum(counts.values()) - counts["files"]
    say(f"Zurückgespielt: {total} Datensätze und {counts['files']} Dateien.")
    return 0
