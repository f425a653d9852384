import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder

from allmende.portal.core.domain import notifications
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import Reason
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import accounts
from allmende.portal.organisations.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_copy_holds_the_own_data_and_nobody_elses(admin, staff):
    notifications.notify(staff.user, text="Fertig", url="/", reason=Reason.FINISHED)
    notifications.notify(admin.user, text="Geheim", url="/", reason=Reason.FINISHED)
    accounts.rename(admin.user, name="Anna Geheim", by=admin.user)
    copy = json.loads(json.dumps(accounts.copy_of(staff.user), cls=DjangoJSONEncoder))
    assert (copy["name"], copy["email"]) == ("Stefan Staff", "staff@w.example")
    assert [m["organisation"] for m in copy["memberships"]] == ["Stadt Wiesenbrück"]
    assert [n["text"] for n in copy["notifications"]] == ["Fertig"]
    assert copy["audit"] == []


def test_erasing_removes_the_account_and_keeps_the_name_in_the_trail(staff):
    accounts.rename(staff.user, name="Stefan S.", by=staff.user)
    accounts.erase(staff.user, by=staff.user)
    assert not User.objects.filter(email="staff@w.example").exists()
    renamed = AuditEntry.objects.get(action="organisations.renamed")
    assert (renamed.actor, renamed.actor_label) == (None, "Stefan S.")


def test_the_last_administrator_hands_over_first(admin):
    with pytest.raises(Refused, match="letzte Person"):
        accounts.erase(admin.user, by=admin.user)
    assert User.objects.filter(pk=admin.user_id).exists()


def test_the_last_operator_hands_over_first(operator):
    with pytest.raises(Refused, match="Vertretung"):
        accounts.erase(operator, by=operator)
    User.objects.create_superuser("zwei@x.example", factories.PASSWORD, name="Zwei")
    accounts.erase(operator, by=operator)


def test_nobody_changes_the_account_of_another(admin, staff):
    with pytest.raises(PermissionDenied):
        accounts.erase(staff.user, by=admin.user)
    with pytest.raises(PermissionDenied):
        accounts.rename(staff.user, name="X", by=admin.user)
