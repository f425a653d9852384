"""People of the demo become members; whoever is one already stays as they are."""

from datetime import timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from allmende.portal.demo import people
from allmende.portal.organisations.domain import members
from allmende.portal.organisations.models import Member, Office, Organisation, User

KNOWN_FOR = timedelta(days=800)


def join(person: people.Person, organisation: Organisation) -> Member:
    existing = Member.objects.filter(user__email=person.email, organisation=organisation).first()
    return existing or members.join(
        _user(person), organisation=organisation, roles=person.roles, by=None, how="Vorführung"
    )


def assign_offices(organisation: Organisation) -> None:
    """Only where somebody has no office yet: the first person of the list does it."""
    described = people.PEOPLE[organisation.slug]
    found = Member.objects.filter(organisation=organisation).select_related("user")
    known = {member.user.email: member for member in found}
    chief = known[described[0].email]
    for person in described:
        member = known[person.email]
        if person.office and member.office_id is None:
            office = Office.objects.get(organisation=organisation, name=person.office)
            members.change(member, roles=person.roles, office=office, by=chief)


def _user(person: people.Person) -> User:
    existing = User.objects.filter(email=person.email).first()
    if existing:
        return existing
    user = User.objects.create_user(person.email, None, name=person.name)
    user.password = _hashed()
    user.date_joined = timezone.now() - KNOWN_FOR  # new accounts may write little
    user.save(update_fields=["password", "date_joined"])
    return user


@cache
def _hashed() -> str:
    """Once for all: hashing is slow on purpose, and this password is no secret."""
    return make_password(people.PASSWORD)
