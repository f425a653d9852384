"""Brings a backup back. The search index is built anew from it."""

import argparse
import sys
from pathlib import Path

from allmende.cli import say
from allmende.cli.preparation import prepare
from allmende.portal.core.domain import backup
from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain import daily as events
from allmende.portal.exchange.domain import daily as exchange
from allmende.portal.knowledge.domain import indexing
from allmende.portal.organisations.domain import finding as organisations
from allmende.portal.register.domain import finding as register


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
    for step in (register.rebuild, organisations.rebuild, *exchange.REBUILD, *events.REBUILD):
        step()
    total = sum(counts.values()) - counts["files"]
    say(f"Zurückgespielt: {total} Datensätze und {counts['files']} Dateien.")
    return 0
