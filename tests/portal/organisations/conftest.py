"""A town with an administrator, and a neighbour whose data must never show."""

import pytest
from django.test import Client

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation, User
from tests import factories


@pytest.fixture
def town() -> Organisation:
    return factories.organisation("wiesenbrueck", name="Stadt Wiesenbrück")


@pytest.fixture
def neighbour() -> Organisation:
    return factories.organisation("ahornried", name="Gemeinde Ahornried")


@pytest.fixture
def admin(town) -> Member:
    return factories.member(town, Role.ADMINISTRATOR, email="leitung@w.example", name="Anna Amt")


@pytest.fixture
def staff(town) -> Member:
    return factories.member(town, email="staff@w.example", name="Stefan Staff")


@pytest.fixture
def foreign_admin(neighbour) -> Member:
    return factories.member(
        neighbour, Role.ADMINISTRATOR, email="leitung@a.example", name="Gerda Gmeiner"
    )


@pytest.fixture
def operator() -> User:
    return User.objects.create_superuser("netz@x.example", factories.PASSWORD, name="Nora Netz")


@pytest.fixture
def browser(client, admin) -> Client:
    """Logged in as the town's administrator."""
    client.force_login(admin.user)
    return client
