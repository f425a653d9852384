import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain import things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import groups, working_groups
from allmende.portal.organisations.models import GroupRequest
from tests.portal.organisations.people import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(town, admin, staff):
    return groups.create(
        town, name="KI im Alltag", members=[staff], purpose="Üben", is_open=True, by=admin
    )


@pytest.fixture
def closed(town, admin, staff):
    return groups.create(town, name="Intern", members=[staff], by=admin)


def test_closed_groups_show_themselves_to_their_members_only(
    group, closed, admin, staff, foreign_admin
):
    for reader, expected in ((foreign_admin, [group]), (staff, [closed, group])):
        assert list(working_groups.listed(reader).order_by("name")) == expected
    assert list(working_groups.readable(None)) == []
    assert things.one(foreign_admin, "group", str(closed.pk)) is None
    assert things.one(staff, "group", str(closed.pk)).title == "Intern"


def test_the_list_counts_people_and_knows_the_own_ones(group, staff, foreign_admin):
    (mine,) = working_groups.listed(staff, mine=True)
    assert (mine.people, mine.belongs) == (1, True)
    assert list(working_groups.listed(foreign_admin, mine=True)) == []


def test_who_asks_is_taken_in_by_the_groups_organisation(group, admin, foreign_admin):
    request = working_groups.ask(group, message="Gern", by=foreign_admin)
    assert told(admin.user) == [
        (
            f"{foreign_admin} möchte in die Arbeitsgruppe „KI im Alltag“.",
            f"/netzwerk/arbeitsgruppen/{group.pk}/",
        )
    ]
    with pytest.raises(PermissionDenied):
        working_groups.accept(request, by=foreign_admin)
    working_groups.accept(request, by=admin)
    assert foreign_admin in group.members.all()
    assert told(foreign_admin.user)[0][0] == "Sie gehören jetzt zur Arbeitsgruppe „KI im Alltag“."


def test_only_one_of_two_decisions_counts(group, admin, foreign_admin):
    request = working_groups.ask(group, message="", by=foreign_admin)
    working_groups.refuse(request, by=admin)
    request.pk = 4711
    with pytest.raises(Refused, match="schon entschieden"):
        working_groups.accept(request, by=admin)
    assert foreign_admin not in group.members.all()


def test_nobody_asks_twice_or_as_a_member(group, staff, foreign_admin):
    working_groups.ask(group, message="", by=foreign_admin)
    with pytest.raises(Refused, match="liegt schon vor"):
        working_groups.ask(group, message="", by=foreign_admin)
    with pytest.raises(Refused, match="gehören schon"):
        working_groups.ask(group, message="", by=staff)


def test_a_closed_group_is_not_asked(closed, foreign_admin, staff):
    with pytest.raises(PermissionDenied):
        working_groups.ask(closed, message="", by=foreign_admin)
    with pytest.raises(Refused):
        working_groups.ask(closed, message="", by=staff)


def test_closing_a_group_ends_what_waits(group, admin, staff, foreign_admin):
    working_groups.ask(group, message="", by=foreign_admin)
    groups.change(group, name=group.name, members=[staff], is_open=False, by=admin)
    assert not GroupRequest.objects.exists()


def test_leaving_is_ones_own_decision(group, staff, foreign_admin):
    working_groups.leave(group, by=staff)
    assert staff not in group.members.all()
    with pytest.raises(Refused, match="gehören nicht"):
        working_groups.leave(group, by=foreign_admin)


def test_an_unknown_topic_is_refused(town, admin):
    with pytest.raises(Refused, match="Themenfeld"):
        groups.create(town, name="X", members=[], topic="koki:nein", by=admin)
