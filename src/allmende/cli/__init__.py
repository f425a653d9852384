"""The command-line program ``allmende``. One file a command."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

# Before numpy is loaded: its matrices are small here, and threads that spin while they wait for
# each other make one answer ten times dearer (measured: 92 ms a reading against 10).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

PORTAL_COMMANDS = {
    "serve": "den Webserver starten",
    "worker": "die Hintergrundarbeit starten",
    "demo": "das Vorführ-Netzwerk laden",
    "operator": "eine Person anlegen, die das Netzwerk betreibt",
    "ingest": "Dokumente in eine Sammlung aufnehmen",
    "ask": "eine Frage stellen, wie es eine Bürgerin täte",
    "backup": "alles in eine Datei sichern",
    "restore": "eine Sicherung zurückspielen",
}
COMMANDS = {
    **PORTAL_COMMANDS,
    "evaluate": "Suche, Antworten, Regelwerk und Touren an bekannten Lösungen messen",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit status of the process."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="allmende", description="Allmende: KI-Anwendungen für Kommunen."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="BEFEHL")
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text)
        if words[:1] == [name]:  # only the wanted one is imported, so that help is quick
            module = _load(name)
            command.description = module.__doc__
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    options = parser.parse_args(words)
    return int(options.run(options))


def _load(name: str) -> Any:
    if name in PORTAL_COMMANDS:
        start_portal()
    return importlib.import_module(f"allmende.cli.{name}")


def start_portal() -> None:
    """Start Django; a wrong setting ends the program with its sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.portal.settings")
    import django  # noqa: PLC0415 -- only commands that need the portal pay for it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- as above

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(f"Allmende startet nicht. {error}")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
