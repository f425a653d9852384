"""What is kept about a person beside the account: the copy and the end."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from allmende.portal.core.domain import mail, subscriptions
from allmende.portal.core.models import OutgoingMail, Subscription
from allmende.portal.organisations.domain import (
    accounts,
    groups,
    invitations,
    network_roles,
    working_groups,
)
from allmende.portal.organisations.models import GroupRequest, Invitation, JoinRequest
from allmende.portal.reports.domain.personal import copy_of
from tests.portal.organisations.people import Asker, prove

pytestmark = pytest.mark.django_db


@pytest.fixture
def traces(town, admin, staff, neighbour, foreign_admin, operator):
    """One of everything of ``staff``, and the same of ``admin``."""
    group = groups.create(neighbour, name="Runde", members=[], is_open=True, by=foreign_admin)
    for person in (staff, admin):
        prove(person.user)
        email = person.user.email
        Asker()(neighbour, email, user=person.user)
        invitations.invite(neighbour, email=email, roles=[], by=foreign_admin)
        working_groups.ask(group, message="Gern", by=person)
        network_roles.give(email=email, role="expert", by=operator)
        subscriptions.follow(person.user, "group", str(group.pk))
        mail.queue(to=email, subject="Zusammenfassung", text="Neues")


def test_the_copy_names_everything(staff, traces):
    copy = json.loads(json.dumps(copy_of(staff.user), cls=DjangoJSONEncoder))
    assert [row["organisation__name"] for row in copy["joining"]["requests"]] == [
        "Gemeinde Ahornried"
    ]
    assert len(copy["joining"]["invitations"]) == 1
    assert [row["group__name"] for row in copy["working_groups"]] == ["Runde"]
    assert copy["network_roles"] == ["Rechtsfragen bearbeiten"]
    assert [row["kind"] for row in copy["mails"]["follows"]] == ["group"]
    assert "Zusammenfassung" in [row["subject"] for row in copy["mails"]["sent"]]
    assert copy["questions"] == []


def test_erasing_leaves_the_traces_of_others_only(staff, admin, traces):
    accounts.erase(staff.user, by=staff.user)
    assert [row.email for row in JoinRequest.objects.all()] == [admin.user.email]
    assert [row.email for row in Invitation.objects.all()] == [admin.user.email]
    assert [row.member for row in GroupRequest.objects.all()] == [admin]
    assert [row.user for row in Subscription.objects.all()] == [admin.user]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {admin.user.email}
