"""Loads the register part of the demo, one organisation at a time, whole or not at all."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.models import Notification
from allmende.portal.demo import joining, people
from allmende.portal.demo.register import content, describing, journey, judging, plans, sharing
from allmende.portal.demo.register.cast import Cast, cast_of
from allmende.portal.demo.register.content import Story
from allmende.portal.organisations.domain import offices, organisations
from allmende.portal.organisations.models import Organisation, User
from allmende.portal.register.domain import criteria
from allmende.portal.register.models import UseCase

type Say = Callable[[str], None]

OLD_NEWS = timedelta(days=30)


def load(operator: User, say: Say) -> None:
    """Every organisation that has no use cases of its own yet."""
    today = timezone.localdate()
    for slug in content.FILES:
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None or not _has_register(organisation):
            _load_one(slug, organisation, operator, today, say)


def _has_register(organisation: Organisation) -> bool:
    """More than the entries that building blocks bring along."""
    return UseCase.objects.filter(organisation=organisation, building_block="").exists()


@transaction.atomic
def _load_one(
    slug: str, organisation: Organisation | None, operator: User, today: date, say: Say
) -> None:
    facts = content.read(slug, today)
    organisation = organisation or _found(facts["organisation"], operator)
    for person in people.PEOPLE[slug]:
        joining.join(person, organisation)
    if "organisation" in facts:
        _open_offices(facts["organisation"]["offices"], organisation)
    joining.assign_offices(organisation)
    cast = cast_of(organisation)
    criteria.ensure_defaults(organisation)
    stories = [one for one in content.stories(slug, today) if _has_source(one, today)]
    say(f"  {organisation}: KI-Register ({len(stories)} Anwendungsfälle)")
    made = {one.facts["key"]: _live(one, cast, today) for one in stories}
    sharing.connect(facts, cast, today)
    plans.plan(facts, cast, made, today)
    _read_old_news(organisation)


def _live(one: Story, cast: Cast, today: date) -> UseCase:
    """The whole life of one use case."""
    reference = one.facts.get("origin")
    source = sharing.published(reference, today) if reference else None
    use_case = describing.begin(one, cast, source)
    describing.describe(use_case, one, cast)
    describing.prove(use_case, one, cast)
    judging.assess(use_case, one, cast, _assessed_on(one))
    journey.travel(use_case, one, cast)
    use_case.refresh_from_db()
    sharing.publish(use_case, one, cast)
    return use_case


def _has_source(one: Story, today: date) -> bool:
    """Nothing can be taken over where visitors have kept the source out of the demo."""
    reference = one.facts.get("origin")
    return not reference or sharing.published(reference, today) is not None


def _assessed_on(one: Story) -> date:
    """Before the review asks for it."""
    return one.days[2] - timedelta(days=5) if len(one.days) > 2 else one.days[-1]


def _found(facts: dict[str, object], operator: User) -> Organisation:
    return organisations.create({**facts, "parent": None, "topics": []}, by=operator)


def _open_offices(described: list[dict[str, str]], organisation: Organisation) -> None:
    chief = cast_of(organisation).members[people.PEOPLE[organisation.slug][0].email]
    known = set(organisation.offices.values_list("name", flat=True))
    for office in described:
        if office["name"] not in known:
            offices.create(organisation, values=office, by=chief)


def _read_old_news(organisation: Organisation) -> None:
    """Nobody has waited for months to read a notification."""
    now = timezone.now()
    old = Notification.objects.filter(organisation=organisation, created_at__lt=now - OLD_NEWS)
    old.filter(read_at=None).update(read_at=now)
