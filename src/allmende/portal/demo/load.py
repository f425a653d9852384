"""Loads the demo network through the same domain functions that people use."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.assistant.domain.acceptance import tables
from allmende.portal.demo import joining, people
from allmende.portal.demo.network import load as network
from allmende.portal.demo.quiet import Quiet
from allmende.portal.demo.register import load as register
from allmende.portal.demo.register.clock import at
from allmende.portal.demo.render import RenderedDocument, render
from allmende.portal.demo.tours import load as tours
from allmende.portal.knowledge.domain import collections, importing, imports
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.organisations.domain import offices, organisations, pages
from allmende.portal.organisations.models import Member, Office, Organisation, User
from allmende.portal.register.domain import building_blocks
from allmende.portal.register.enums import BuildingBlock

CONTENT = Path(__file__).parent / "content"
ORDER = ("erlentann", "wiesenbrueck", "ahornried")  # parents first
RUNS_SINCE = timedelta(days=240)  # the assistant's entry in the register has a past, too

type Say = Callable[[str], None]


def load(say: Say) -> None:
    """Create what is missing; an organisation that exists is left as it is."""
    operator = _operator()
    for slug in ORDER:
        if not Organisation.objects.filter(slug=slug).exists():
            _load_organisation(slug, operator, say)
    register.load(operator, say)
    tours.load(say)
    network.load(operator, say)


def _operator() -> User:
    person = people.NETWORK
    existing = User.objects.filter(email=person.email).first()
    return existing or User.objects.create_superuser(
        person.email, people.PASSWORD, name=person.name
    )


@transaction.atomic  # a load that broke off must not look like a whole one
def _load_organisation(slug: str, operator: User, say: Say) -> None:
    facts = json.loads((CONTENT / slug / "organisation.json").read_text(encoding="utf-8"))
    parent = Organisation.objects.filter(slug=facts["parent"]).first()
    organisation = organisations.create({**facts, "parent": parent}, by=operator)
    everyone = [joining.join(person, organisation) for person in people.PEOPLE[slug]]
    chief = everyone[0]
    for office in facts["offices"]:
        offices.create(organisation, values=office, by=chief)
    with at(timezone.localdate() - RUNS_SINCE):
        building_blocks.switch_on(organisation, block=BuildingBlock.ASSISTANT, by=chief)
    joining.assign_offices(organisation)
    _write_pages(organisation, facts, chief)
    _fill_collections(organisation, facts["collections"], chief, say)
    _ask_later(organisation, chief)


def _write_pages(organisation: Organisation, facts: dict[str, Any], chief: Member) -> None:
    for language, key in (("de", "pages"), ("en", "pages_en")):
        for kind, text in facts[key].items():
            pages.save(organisation, kind=kind, language=language, text=text, revision=0, by=chief)


def _fill_collections(
    organisation: Organisation, described: list[dict[str, Any]], chief: Member, say: Say
) -> None:
    named = {office.name: office for office in organisation.offices.all()}
    documents = [render(path) for path in sorted((CONTENT / organisation.slug).rglob("*.md"))]
    for facts in described:
        mine = [document for document in documents if document.collection == facts["slug"]]
        say(f"  {organisation}: {facts['title']} ({len(mine)} Dokumente)")
        collection = collections.create(
            organisation,
            by=chief,
            title=facts["title"],
            audience=facts["audience"],
            description=facts["description"],
            office=named.get(facts["office"]),
        )
        batch = imports.prepare(collection, sources=[_source(one, named) for one in mine])
        importing.run(batch.pk, Quiet())


def _ask_later(organisation: Organisation, chief: Member) -> None:
    """The acceptance questions; nobody has run them yet."""
    file = CONTENT / organisation.slug / "prueffragen.csv"
    if file.exists():
        outcome = tables.take_in(organisation, content=file.read_bytes(), by=chief)
        if outcome.problems:
            raise ValueError(f"{file.name}: {outcome.problems}")


def _source(document: RenderedDocument, named: dict[str, Office]) -> imports.Source:
    details = Details(
        title=document.title,
        office=named[document.office],
        dated=document.updated,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
    )
    return imports.Source(document.filename, document.data, details)
