"""Loads the demo network: towns, counties, a provider, and their use cases. What exists stays."""

import argparse

from allmende.cli import say
from allmende.cli.preparation import prepare
from allmende.portal.demo import load, people


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="die Anmeldungen nicht ausgeben")


def run(options: argparse.Namespace) -> int:
    prepare()
    load.load(say)
    if not options.quiet:
        say(_log_ins())
    return 0


def _log_ins() -> str:
    everyone = [
        people.NETWORK,
        *(one for group in people.PEOPLE.values() for one in group),
        people.EXPERT,
    ]
    rows = {person.email: person.task for person in everyone}  # some belong to several
    table = "\n".join(f"  {email:<36} {task}" for email, task in rows.items())
    return f"\nAnmeldungen der Vorführung, Kennwort für alle: {people.PASSWORD}\n{table}"
