"""How the organisations present themselves, who joins, who does something for the network."""

from datetime import date, timedelta
from typing import Any

from allmende.portal.demo import joining
from allmende.portal.demo.network import content
from allmende.portal.demo.network.cast import person
from allmende.portal.demo.people import EXPERT
from allmende.portal.demo.register.clock import at
from allmende.portal.organisations.domain import (
    experts,
    finding,
    groups,
    network_roles,
    offerings,
    organisations,
    profiles,
)
from allmende.portal.organisations.models import Organisation, User

LONG_AGO = timedelta(days=400)


def load(operator: User, today: date) -> None:
    facts = content.read("organisations", today)
    with at(today - LONG_AGO):
        _expert()
        for values in facts["unclaimed"]:
            _list(values, operator)
        for email, roles in facts["network_roles"].items():
            for role in roles:
                network_roles.give(email=email, role=role, by=operator)
        for slug, told in facts["profiles"].items():
            _present(Organisation.objects.get(slug=slug), told)
        for told in facts["groups"]:
            _gather(told)


def _expert() -> None:
    """Somebody who belongs to no organisation; the operators have admitted her."""
    joining.join(EXPERT, experts.organisation())


def _list(values: dict[str, Any], operator: User) -> None:
    """Known from a list; nobody acts for it yet."""
    listed = organisations.create(values, by=operator)
    Organisation.objects.filter(pk=listed.pk).update(is_claimed=False)
    finding.refresh(listed)


def _present(organisation: Organisation, facts: dict[str, Any]) -> None:
    chief = person(facts["by"])
    contact = {f"contact_{key}": value for key, value in facts["contact"].items()}
    profile = profiles.of(organisation)
    audiences = {"about_audience": "public", "contact_audience": "network"}
    values = {"about": facts["about"], "website": "", "offers_audience": "network"}
    values |= audiences | contact
    profiles.save(organisation, values=values, revision=profile.revision, by=chief)
    for values in facts["offers"]:
        offerings.create(organisation, values=values, by=chief)


def _gather(facts: dict[str, Any]) -> None:
    chief = person(facts["by"])
    group = groups.create(
        chief.organisation,
        name=facts["name"],
        members=[chief],
        by=chief,
        purpose=facts["purpose"],
        topic=facts["topic"],
        is_open=True,
    )
    for email in facts["guests"]:
        groups.add_guest(group, email=email, by=chief)
