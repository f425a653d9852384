import pytest

from allmende.portal.organisations.domain import first_login
from allmende.portal.organisations.models import Organisation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(town):
    Organisation.objects.filter(pk=town.pk).update(mail_domain="wiesenbrueck.de")
    return town


def test_the_mail_domain_makes_a_plain_member(town):
    member = first_login.join_by_mail_domain(factories.user("neu@wiesenbrueck.de"))
    assert (member.organisation, member.role_names) == (town, set())


@pytest.mark.parametrize(
    "email", ["neu@andere.de", "neu@x.wiesenbrueck.de", "neu@boesewiesenbrueck.de"]
)
def test_other_domains_belong_nowhere(town, email):
    assert first_login.join_by_mail_domain(factories.user(email)) is None


def test_a_closed_organisation_takes_nobody(town):
    Organisation.objects.update(is_active=False)
    assert first_login.join_by_mail_domain(factories.user("neu@wiesenbrueck.de")) is None
