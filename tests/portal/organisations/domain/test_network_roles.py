import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import network_roles
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.models import Member
from tests import factories
from tests.portal.organisations.people import told

pytestmark = pytest.mark.django_db


def serves(member):
    return Member.objects.get(pk=member.pk).serves_as(NetworkRole.EXPERT)


def test_a_task_is_given_and_taken(operator, staff):
    given = network_roles.give(email="STAFF@w.example", role="expert", by=operator)
    assert serves(staff)
    assert told(staff.user)[0][0].startswith("Sie haben eine Aufgabe für das Netzwerk")
    network_roles.take(given, by=operator)
    assert not serves(staff)


def test_only_operators_give_tasks(admin, staff, operator):
    with pytest.raises(PermissionDenied):
        network_roles.give(email=staff.user.email, role="expert", by=admin.user)
    given = network_roles.give(email=staff.user.email, role="expert", by=operator)
    with pytest.raises(PermissionDenied):
        network_roles.take(given, by=admin.user)


def test_strangers_and_double_tasks_are_refused(operator, staff):
    factories.user("allein@x.example")
    for email, word in (("nie@x.example", "kein Konto"), ("allein@x.example", "keiner Orga")):
        with pytest.raises(Refused, match=word):
            network_roles.give(email=email, role="expert", by=operator)
    network_roles.give(email=staff.user.email, role="expert", by=operator)
    with pytest.raises(Refused, match="schon"):
        network_roles.give(email=staff.user.email, role="expert", by=operator)
