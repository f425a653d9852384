import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import offices
from allmende.portal.organisations.models import Office

pytestmark = pytest.mark.django_db
VALUES = {"name": "Bürgerbüro", "email": "", "phone": "1", "address": "", "room": "", "hours": ""}


def test_create_change_and_delete_leave_their_entries(town, admin, staff):
    office = offices.create(town, values=VALUES, by=admin)
    staff.office = office
    staff.save()
    offices.change(office, values={**VALUES, "phone": "2"}, by=admin)
    offices.delete(Office.objects.get(), by=admin)
    staff.refresh_from_db()
    assert staff.office is None
    entries = AuditEntry.objects.order_by("pk")
    assert [(entry.action, entry.details.get("phone")) for entry in entries] == [
        ("organisations.office_created", None),
        ("organisations.office_changed", ["1", "2"]),
        ("organisations.office_deleted", "2"),
    ]


def test_a_name_is_used_once_in_an_organisation(town, neighbour, admin, foreign_admin):
    offices.create(town, values=VALUES, by=admin)
    offices.create(neighbour, values=VALUES, by=foreign_admin)
    with pytest.raises(Refused, match="gibt es schon"):
        offices.create(town, values=VALUES, by=admin)


def test_strangers_and_plain_members_are_refused(town, admin, staff, foreign_admin):
    office = offices.create(town, values=VALUES, by=admin)
    for by in (staff, foreign_admin):
        with pytest.raises(PermissionDenied):
            offices.change(office, values=VALUES, by=by)
        with pytest.raises(PermissionDenied):
            offices.delete(office, by=by)
        with pytest.raises(PermissionDenied):
            offices.create(town, values=VALUES, by=by)
