"""Asks one organisation as the public would, or as one of its members with --as."""

import argparse
import sys

from allmende.cli import say
from allmende.portal.assistant.domain import answering, answers
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import queries
from allmende.portal.organisations.models import Member, Organisation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="FRAGE")
    parser.add_argument("--organisation", required=True, metavar="KURZNAME")
    parser.add_argument("--as", dest="email", metavar="E-MAIL", help="im Namen dieses Mitglieds")


def run(options: argparse.Namespace) -> int:
    organisation = queries.organisation_by_slug(options.organisation)
    if organisation is None:
        sys.exit(f"Die Organisation „{options.organisation}“ gibt es nicht.")
    member = _member(organisation, options.email) if options.email else None
    try:
        question = answering.ask(organisation, question=options.question, member=member)
    except Refused as refusal:
        sys.exit(str(refusal))
    shown = answers.show(question, member=member)
    if not shown.answered:
        say("Dazu habe ich keine verlässliche Information. Am nächsten kommen:")
    for source in shown.quoted or shown.nearest:
        _print(source)
    return 0 if shown.answered else 1


def _member(organisation: Organisation, email: str) -> Member:
    member = Member.objects.filter(organisation=organisation, user__email__iexact=email).first()
    if member is None:
        sys.exit(f"{email} ist kein Mitglied von {organisation}.")
    return member


def _print(source: answers.Source) -> None:
    stand = f", Stand {source.dated:%d.%m.%Y}" if source.dated else ""
    say(f"\n{source.title} ({source.organisation}{stand})")
    for excerpt in source.excerpts:
        say("  " + " > ".join(excerpt.heading_path))
        for sentence in excerpt.sentences:
            say(f"    „{sentence}“")
