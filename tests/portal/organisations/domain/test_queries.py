from datetime import date

import pytest
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.organisations.domain import members, queries
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Office

pytestmark = pytest.mark.django_db


def test_people_are_found_by_name_address_role_and_office(town, admin, staff, foreign_admin):
    office = Office.objects.create(organisation=town, name="Bauamt")
    Member.objects.filter(pk=staff.pk).update(office=office)
    find = queries.find_people
    assert set(find(town)) == {admin, staff}
    assert list(find(town, text="stef")) == [staff]
    assert list(find(town, text="LEITUNG@")) == [admin]
    assert list(find(town, role=Role.ADMINISTRATOR)) == [admin]
    assert list(find(town, office=str(office.pk))) == [staff]
    assert set(find(town, office="x")) == {admin, staff}


def test_removed_people_vanish_from_the_list_when_they_are_back(town, admin, staff):
    members.remove(staff, by=admin)
    (entry,) = queries.removed_people(town)
    members.restore(entry, organisation=town, by=admin)
    assert list(queries.removed_people(town)) == []


def test_the_trail_is_filtered_by_action_person_and_day(town, admin, staff):
    first = audit.record("a.one", by=admin, about=town, organisation_id=town.pk)
    second = audit.record("a.two", by=staff, about=town, organisation_id=town.pk)
    today = timezone.localdate(first.at)
    assert list(queries.audit_entries(town)) == [second, first]
    assert list(queries.audit_entries(town, action="a.one")) == [first]
    assert list(queries.audit_entries(town, actor="stefan")) == [second]
    assert list(queries.audit_entries(town, since=today, until=today)) == [second, first]
    assert list(queries.audit_entries(town, until=date(2000, 1, 1))) == []
    assert queries.audit_actions(town) == ["a.one", "a.two"]
