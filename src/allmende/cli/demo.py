"""Loads the demo network: a town, its neighbour and their county. What exists stays."""

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
    rows = [(people.NETWORK.email, people.NETWORK.task)]
    rows += [(person.email, person.task) for group in people.PEOPLE.values() for person in group]
    table = "\n".join(f"  {email:<36} {task}" for email, task in rows)
    return f"\nAnmeldungen der Vorführung, Kennwort für alle: {people.PASSWORD}\n{table}"
