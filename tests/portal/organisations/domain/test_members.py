from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import groups, members
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Office
from tests import factories

pytestmark = pytest.mark.django_db


def roles_of(member):
    return set(member.roles.values_list("role", flat=True))


def test_change_sets_roles_and_office_and_leaves_one_entry(admin, staff, town):
    office = Office.objects.create(organisation=town, name="Bauamt")
    members.change(staff, roles=["editor", "inquiries"], office=office, by=admin)
    staff.refresh_from_db()
    assert (roles_of(staff), staff.office) == ({"editor", "inquiries"}, office)
    entry = AuditEntry.objects.get()
    assert entry.action == "organisations.member_changed"
    assert entry.details == {
        "Rollen": ["keine", "Anfragen beantworten, Redaktion"],
        "Stelle": ["keine", "Bauamt"],
    }


def test_a_change_of_nothing_leaves_no_entry(admin, staff):
    members.change(staff, roles=[], office=None, by=admin)
    assert not AuditEntry.objects.exists()


def test_an_office_of_another_organisation_is_refused(admin, staff, neighbour):
    office = Office.objects.create(organisation=neighbour, name="Hauptamt")
    with pytest.raises(Refused, match="andere"):
        members.change(staff, roles=[], office=office, by=admin)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.INQUIRIES])
def test_only_the_administration_changes_roles(town, staff, role):
    colleague = factories.member(town, role, email="other@w.example")
    with pytest.raises(PermissionDenied):
        members.change(staff, roles=["administrator"], office=None, by=colleague)
    assert roles_of(staff) == set()


def test_the_administration_of_the_neighbour_changes_nothing_here(staff, foreign_admin):
    for act in (
        lambda: members.change(staff, roles=["administrator"], office=None, by=foreign_admin),
        lambda: members.remove(staff, by=foreign_admin),
        lambda: members.reset_second_factor(staff, by=foreign_admin),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Member.objects.filter(pk=staff.pk).exists()


def test_the_last_administrator_cannot_be_demoted_or_removed_or_leave(admin):
    for act in (
        lambda: members.change(admin, roles=["editor"], office=None, by=admin),
        lambda: members.remove(admin, by=admin),
        lambda: members.leave(admin, by=admin),
    ):
        with pytest.raises(Refused, match="letzte Person"):
            act()
    assert roles_of(admin) == {"administrator"}


def test_a_blocked_account_does_not_count_as_an_administrator(admin, town):
    factories.member(town, Role.ADMINISTRATOR, email="weg@w.example", is_active=False)
    with pytest.raises(Refused, match="letzte Person"):
        members.remove(admin, by=admin)


def test_with_a_second_administrator_the_first_may_go(admin, town):
    second = factories.member(town, Role.ADMINISTRATOR, email="zwei@w.example")
    members.remove(admin, by=second)
    assert list(town.members.all()) == [second]


def test_a_removal_can_be_taken_back_with_roles_office_and_groups(admin, staff, town):
    office = Office.objects.create(organisation=town, name="Bauamt")
    members.change(staff, roles=["editor"], office=office, by=admin)
    group = groups.create(town, name="KI", members=[staff], by=admin)
    person = staff.user
    members.remove(staff, by=admin)
    assert not Member.objects.filter(user=person).exists()
    entry = AuditEntry.objects.get(action=members.REMOVED)
    back = members.restore(entry, organisation=town, by=admin)
    assert (roles_of(back), back.office, list(back.groups.all())) == ({"editor"}, office, [group])
    with pytest.raises(Refused, match="schon wieder"):
        members.restore(entry, organisation=town, by=admin)


def test_a_removal_of_the_neighbour_is_not_taken_back_here(admin, neighbour, foreign_admin, town):
    other = factories.member(neighbour, email="b@a.example")
    members.remove(other, by=foreign_admin)
    with pytest.raises(Refused):
        members.restore(AuditEntry.objects.get(), organisation=town, by=admin)


def test_after_14_days_a_removal_stands(admin, staff, town):
    members.remove(staff, by=admin)
    entry = AuditEntry.objects.get()
    entry.at = timezone.now() - timedelta(days=15)
    with pytest.raises(Refused, match="lange zurück"):
        members.restore(entry, organisation=town, by=admin)


def test_nobody_leaves_for_somebody_else(admin, staff):
    with pytest.raises(PermissionDenied):
        members.leave(staff, by=admin)
