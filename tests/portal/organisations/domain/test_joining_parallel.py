"""Double clicks and two deciders in the same moment, with real parallel writers."""

import threading

import pytest
from django.db import connection, connections

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import deciding, experts, invitations, joining
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import JoinRequest, Member, Organisation
from tests import factories
from tests.portal.organisations.people import Asker

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture(autouse=True)
def _parallel_writers():
    if connection.vendor == "sqlite":
        pytest.skip("läuft mit ALLMENDE_TEST_DATABASE=postgresql")


def at_once(act):
    """Run ``act`` with the numbers from 0 in parallel; what was refused, and what went wrong."""
    refused, others, ready = [], [], threading.Barrier(TIMES)

    def one(number):
        try:
            ready.wait()
            act(number)
        except Refused as refusal:
            refused.append(str(refusal))
        except Exception as error:
            others.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[number]) for number in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert others == []
    return refused


def test_only_one_of_several_deciders_lets_somebody_in(town, admin):
    chiefs = [
        factories.member(town, Role.ADMINISTRATOR, email=f"{number}@w.example")
        for number in range(TIMES)
    ]
    made = Asker().confirmed(town, "neu@x.example")

    def accept(number):
        deciding.accept(made, roles=[], by=chiefs[number], address=lambda token: token)

    assert len(at_once(accept)) == TIMES - 1
    assert invitations.open_in(town).count() == 1


def test_a_link_clicked_several_times_makes_one_member(town):
    town.mail_domain = "w.example"
    town.save()
    ask = Asker()
    ask(town, "neu@w.example")

    def confirm(_):
        joining.confirm_as_new(ask.token, name="Nele", password="Kiesel-Laterne-Moos-3")

    assert len(at_once(confirm)) == TIMES - 1
    assert Member.objects.filter(organisation=town).count() == 1


def test_a_form_sent_several_times_makes_one_request(town):
    assert at_once(lambda _: Asker()(town, "neu@x.example")) == []
    assert JoinRequest.objects.count() == 1


def test_the_organisation_of_the_experts_is_made_once():
    assert at_once(lambda _: experts.organisation()) == []
    assert Organisation.objects.count() == 1
