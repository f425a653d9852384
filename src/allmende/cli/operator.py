"""Creates a person who runs the network and its organisations: the first one of an installation.

Asks for what is not given. For scripts: --email, --name and --password-stdin. An account that
exists is never changed.
"""

import argparse
import sys
from getpass import getpass

from allmende.cli import say
from allmende.cli.preparation import prepare
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import accounts
from allmende.portal.organisations.forms.people import OperatorForm

NOBODY_TO_ASK = (
    "Hier lässt sich niemand fragen. Geben Sie --email, --name und --password-stdin an und "
    "schreiben Sie das Passwort als eine Zeile auf die Standardeingabe."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", metavar="E-MAIL", help="damit meldet sich die Person an")
    parser.add_argument("--name", metavar="NAME", help="zum Beispiel „Maria Weber“")
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="das Passwort als eine Zeile von der Standardeingabe lesen",
    )


def run(options: argparse.Namespace) -> int:
    prepare()
    email = options.email or _ask("E-Mail-Adresse: ")
    try:
        accounts.refuse_known(email)  # before anybody thinks of a password in vain
        name = options.name or _ask("Name: ")
        password = _line() if options.password_stdin else _ask_for_password()
        form = OperatorForm({"email": email, "name": name, "password": password})
        if not form.is_valid():
            sys.exit(_sentences(form))
        operator = accounts.create_operator(**form.cleaned_data)
    except Refused as refusal:
        sys.exit(str(refusal))
    say(f"{operator.name} betreibt jetzt dieses Netzwerk und meldet sich mit {operator.email} an.")
    return 0


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        sys.exit(NOBODY_TO_ASK)
    try:
        return input(question).strip()
    except (EOFError, KeyboardInterrupt):
        sys.exit("\nAbgebrochen. Es wurde nichts angelegt.")


def _line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _ask_for_password() -> str:
    if not sys.stdin.isatty():
        sys.exit(NOBODY_TO_ASK)
    try:
        password = getpass("Passwort (mindestens 12 Zeichen): ")
        again = getpass("Passwort noch einmal: ")
    except (EOFError, KeyboardInterrupt):
        sys.exit("\nAbgebrochen. Es wurde nichts angelegt.")
    if password != again:
        sys.exit("Die beiden Passwörter sind verschieden. Es wurde nichts angelegt.")
    return password


def _sentences(form: OperatorForm) -> str:
    lines = [
        f"{form.fields[name].label}: {error}"
        for name, errors in form.errors.items()
        for error in errors
    ]
    return "\n".join([*lines, "Es wurde nichts angelegt."])
