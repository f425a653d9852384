import pytest

from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.register import made


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def officer(town):
    return factories.member(town, Role.AI_OFFICER)


@pytest.fixture
def privacy(town):
    return factories.member(town, Role.DATA_PROTECTION)


@pytest.fixture
def case(officer):
    return made.use_case(officer, owner=officer)
