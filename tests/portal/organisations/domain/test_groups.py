import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.knowledge.models import Collection
from allmende.portal.organisations.domain import audience, groups
from allmende.portal.organisations.models import Group

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(town, admin, staff):
    return groups.create(town, name="KI-Runde", members=[staff], by=admin)


def test_a_member_of_the_group_gets_its_key(group, staff, admin):
    assert f"group:{group.pk}" in audience.member_keys(staff)
    assert f"group:{group.pk}" not in audience.member_keys(admin)


def test_guests_stay_when_the_own_members_change(group, admin, foreign_admin):
    groups.add_guest(group, email="LEITUNG@a.example", by=admin)
    groups.change(group, name="Runde", members=[admin], by=admin)
    assert set(group.members.all()) == {admin, foreign_admin}
    groups.remove_guest(group, member=foreign_admin, by=admin)
    assert set(group.members.all()) == {admin}
    assert AuditEntry.objects.filter(object_type="organisations.group").count() == 4


def test_own_members_are_really_own(group, town, admin, foreign_admin):
    with pytest.raises(Refused, match="eigenen"):
        groups.change(group, name="X", members=[foreign_admin], by=admin)
    with pytest.raises(Refused, match="eigenen"):
        groups.create(town, name="Y", members=[foreign_admin], by=admin)


def test_an_unknown_guest_is_refused(group, admin):
    with pytest.raises(Refused, match="kein Mitglied"):
        groups.add_guest(group, email="niemand@x.example", by=admin)


def test_names_are_unique_in_an_organisation(group, town, admin):
    with pytest.raises(Refused, match="gibt es schon"):
        groups.create(town, name="ki-runde", members=[], by=admin)


def test_a_group_in_use_is_not_deleted_and_says_where(group, town, admin):
    Collection.objects.create(
        organisation=town, slug="x", title="Entwürfe", audience="group", group=group, scope="g"
    )
    with pytest.raises(Refused, match="Entwürfe"):
        groups.delete(group, by=admin)
    assert Group.objects.filter(pk=group.pk).exists()
    assert not AuditEntry.objects.filter(action="organisations.group_deleted").exists()


def test_strangers_do_not_touch_the_group(group, staff, foreign_admin):
    for by in (staff, foreign_admin):
        for act in (
            lambda by=by: groups.change(group, name="X", members=[], by=by),
            lambda by=by: groups.add_guest(group, email="leitung@a.example", by=by),
            lambda by=by: groups.remove_guest(group, member=staff, by=by),
            lambda by=by: groups.delete(group, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
