"""Writes database and files into one archive that both SQLite and PostgreSQL can take back."""

import argparse
from pathlib import Path

from allmende.cli import say
from allmende.portal.core.domain import backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DATEI", help="zum Beispiel allmende.tar.gz")


def run(options: argparse.Namespace) -> int:
    counts = backup.write(options.file)
    total = sum(counts.values()) - counts["files"]
    say(f"Gesichert: {total} Datensätze und {counts['files']} Dateien in {options.file}.")
    return 0
