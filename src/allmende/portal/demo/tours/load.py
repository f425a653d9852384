"""Loads the tours of the demo town, whole or not at all."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from allmende.portal.demo import joining, people
from allmende.portal.demo.register.clock import at
from allmende.portal.demo.tours import inventory, past, plans
from allmende.portal.organisations.domain import members
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import building_blocks
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.tours.models import Depot

type Say = Callable[[str], None]

SLUG = "wiesenbrueck"
DISPATCHER = "bauamt@wiesenbrueck.example"
IN_USE = timedelta(days=50)


def load(say: Say) -> None:
    """Once; what visitors have changed afterwards stays."""
    organisation = Organisation.objects.filter(slug=SLUG).first()
    if organisation is None or Depot.objects.filter(organisation=organisation).exists():
        return
    say(f"  {organisation}: Touren der Grünpflege")
    _load(organisation)


@transaction.atomic
def _load(organisation: Organisation) -> None:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    with at(monday - IN_USE):
        by = _people(organisation)
        inventory.fill(by, monday)
    past.work(organisation, monday)
    with at(monday):
        plan = plans.publish(by, monday)
    past.carry_out(plan, today)
    plans.draft(plan, by, today)


def _people(organisation: Organisation) -> Member:
    """Who plans; the tool is on."""
    known = {person.email: joining.join(person, organisation) for person in people.PEOPLE[SLUG]}
    chief, dispatcher = known[people.PEOPLE[SLUG][0].email], known[DISPATCHER]
    if not building_blocks.is_on(organisation, BuildingBlock.TOURS):
        building_blocks.switch_on(organisation, block=BuildingBlock.TOURS, by=chief)
    roles = {*dispatcher.role_names, Role.DISPATCHER}  # an older demo knows the person without
    return members.change(dispatcher, roles=roles, office=dispatcher.office, by=chief)
