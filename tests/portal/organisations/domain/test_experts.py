"""Experts without an organisation: part of the network, inside of nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from allmende.portal.core.domain import things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.knowledge import rules as knowledge
from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import (
    audience,
    deciding,
    experts,
    invitations,
    members,
    organisations,
    queries,
)
from allmende.portal.organisations.enums import OrganisationKind, Role
from allmende.portal.organisations.models import Organisation, RoleAssignment
from allmende.portal.register import rules as register
from tests import factories
from tests.portal.organisations.people import Asker

pytestmark = pytest.mark.django_db


@pytest.fixture
def expert():
    return factories.member(experts.organisation(), email="profi@x.example")


def test_there_is_one_organisation_of_them_made_when_needed(operator):
    ask, tokens = Asker(), []
    for who in ("eins", "zwei"):
        made = ask.confirmed(None, f"{who}@x.example")
        deciding.accept(made, roles=[Role.EDITOR], by=operator, address=tokens.append)
    people = [
        invitations.accept_as_new(token, name="Profi", password="Kiesel-Laterne-Moos-3")
        for token in tokens
    ]
    home = Organisation.objects.get(kind=OrganisationKind.EXPERTS)
    assert (home.slug, home.name) == ("fachleute", "Fachleute im Netzwerk")
    assert [(one.organisation, one.role_names) for one in people] == [(home, set())] * 2


def test_a_town_that_took_the_name_in_the_address_is_no_obstacle():
    factories.organisation("fachleute")
    assert experts.organisation().slug == "fachleute-im-netzwerk"


def test_they_are_in_no_list_and_have_no_pages(client, expert):
    home = expert.organisation
    assert not queries.public_organisations().filter(pk=home.pk).exists()
    assert not queries.listed_organisations().filter(pk=home.pk).exists()
    assert not queries.network().filter(pk=home.pk).exists()
    assert things.one(expert, "organisation", str(home.pk)) is None
    assert client.get("/o/fachleute/").status_code == 404
    assert home.name not in client.get("/").content.decode()
    assert home.name not in client.get("/beitreten/").content.decode()


def test_they_see_the_network_and_nothing_of_each_other(expert):
    keys = audience.member_keys(expert)
    assert keys == {"network"}
    assert audience.visible_to(expert) != Q()


def test_they_neither_propose_nor_upload_nor_administer_even_with_a_role(expert):
    home = expert.organisation
    for role in Role:
        RoleAssignment.objects.create(member=expert, role=role)
    assert not register.may_propose(expert, home.pk)
    assert not register.may_manage(expert, home.pk)
    assert not knowledge.may_edit(expert, home.pk)
    assert not rules.may_administer(expert, home)
    assert rules.is_active(expert)


def test_nobody_gives_them_a_role(operator, expert):
    with pytest.raises(Refused, match="keine Rollen"):
        members.join(
            factories.user("x@x.example"),
            organisation=expert.organisation,
            roles=[Role.ADMINISTRATOR],
            by=operator,
            how="Anfrage",
        )


def test_nobody_founds_a_second_organisation_of_them(operator):
    values = {"name": "Zweite", "slug": "zweite", "kind": "experts", "state": "BW"}
    with pytest.raises(Refused, match="legt Allmende selbst an"):
        organisations.create(values, by=operator)


@pytest.mark.parametrize("page", ["/start/", "/fragen/", "/wissen/", "/anwendungsfaelle/katalog/"])
def test_the_pages_of_members_open_for_them(client, expert, page):
    client.force_login(expert.user)
    assert client.get(page).status_code == 200


def test_operators_end_the_membership(operator, admin, expert):
    with pytest.raises(PermissionDenied):
        experts.remove(expert, by=admin.user)
    experts.remove(expert, by=operator)
    assert not experts.people().exists()
