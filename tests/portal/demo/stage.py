"""What an older demo has left: first people and offices, no register, no network."""

import json

from allmende.portal.demo import joining, people
from allmende.portal.demo import load as demo
from allmende.portal.organisations.domain import offices, organisations
from allmende.portal.organisations.models import Organisation, User


def quiet(_: str) -> None: ...


def town(slug: str, operator: User) -> Organisation:
    facts = json.loads((demo.CONTENT / slug / "organisation.json").read_text("utf-8"))
    organisation = organisations.create({**facts, "parent": None}, by=operator)
    chief = joining.join(people.PEOPLE[slug][0], organisation)
    for office in facts["offices"]:
        offices.create(organisation, values=office, by=chief)
    return organisation


def towns(operator: User) -> None:
    for slug in demo.ORDER:
        town(slug, operator)
