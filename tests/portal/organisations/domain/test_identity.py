import pytest
from django.contrib.auth.models import AnonymousUser

from allmende.portal.organisations.domain import identity
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation, RoleAssignment
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_organisation_joined_first_comes_first(staff, neighbour):
    Member.objects.create(user=staff.user, organisation=neighbour)
    names = [member.organisation.slug for member in identity.memberships_of(staff.user)]
    assert names == ["wiesenbrueck", "ahornried"]


@pytest.mark.parametrize("count", [1, 3])
def test_memberships_take_three_queries(staff, django_assert_num_queries, count):
    for number in range(1, count):
        Member.objects.create(user=staff.user, organisation=factories.organisation(f"ort-{number}"))
    with django_assert_num_queries(3):
        found = identity.memberships_of(staff.user)
        said = [(str(one.organisation), str(one.user), one.role_names) for one in found]
    assert len(said) == count


def test_they_are_what_django_reads(staff, neighbour):
    """Every field, for SQL of our own must not fall behind the models."""
    second = Member.objects.create(user=staff.user, organisation=neighbour)
    for member, role in [(staff, Role.EDITOR), (staff, Role.DISPATCHER), (second, Role.INQUIRIES)]:
        RoleAssignment.objects.create(member=member, role=role)
    wanted = Member.objects.filter(user=staff.user).select_related("organisation")
    found = identity.memberships_of(staff.user)
    for read, one in zip(wanted.order_by("joined_at"), found, strict=True):
        assert _fields(one) == _fields(read)
        assert _fields(one.organisation) == _fields(read.organisation)
        assert one.role_names == set(read.roles.values_list("role", flat=True))
        assert not one.get_deferred_fields() | one.organisation.get_deferred_fields()


def test_a_closed_organisation_and_other_people_do_not_count(staff, admin, neighbour):
    Member.objects.create(user=staff.user, organisation=neighbour)
    Organisation.objects.filter(pk=staff.organisation_id).update(is_active=False)
    assert [one.organisation for one in identity.memberships_of(staff.user)] == [neighbour]
    assert identity.memberships_of(admin.user) == []


def test_a_visitor_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert identity.memberships_of(AnonymousUser()) == []


def _fields(one):
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
