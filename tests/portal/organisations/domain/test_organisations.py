import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import identity, organisations, queries
from allmende.portal.organisations.models import Organisation

pytestmark = pytest.mark.django_db
VALUES = {"slug": "neu", "name": "Neustadt", "kind": "municipality", "state": "BW"}


def test_an_operator_creates_an_organisation(operator):
    new = organisations.create({**VALUES, "mail_domain": "@Neustadt.DE"}, by=operator)
    assert (new.slug, new.mail_domain, new.is_active) == ("neu", "neustadt.de", True)
    assert AuditEntry.objects.get().organisation_id == new.pk


def test_only_operators_run_the_network(admin, town):
    for act in (
        lambda: organisations.create(VALUES, by=admin.user),
        lambda: organisations.change(town, values={"mail_domain": "x.de"}, by=admin.user),
        lambda: organisations.close(town, by=admin.user),
        lambda: organisations.reopen(town, by=admin.user),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_administrator_changes_settings_but_not_the_mail_domain(admin, town):
    changed = organisations.change_settings(
        town, values={"population": 24000, "mail_domain": "fremd.de"}, by=admin
    )
    assert (changed.population, changed.mail_domain) == (24000, "")
    assert AuditEntry.objects.get().details == {"population": ["None", "24000"]}


def test_the_neighbours_administration_changes_nothing_here(foreign_admin, town):
    with pytest.raises(PermissionDenied):
        organisations.change_settings(town, values={"name": "X"}, by=foreign_admin)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "gemeinde ahornried"}, "Namen"),
        ({"slug": "ahornried"}, "Kurzname"),
        ({"mail_domain": "AHORNRIED.de"}, "Domäne"),
    ],
)
def test_names_and_domains_are_unique(town, neighbour, operator, values, sentence):
    Organisation.objects.filter(pk=neighbour.pk).update(mail_domain="ahornried.de")
    with pytest.raises(Refused, match=sentence):
        organisations.change(town, values=values, by=operator)


def test_no_organisation_stands_above_itself(town, neighbour, operator):
    organisations.change(neighbour, values={"parent": town}, by=operator)
    town.refresh_from_db()
    neighbour.refresh_from_db()
    with pytest.raises(Refused, match="über sich selbst"):
        organisations.change(town, values={"parent": neighbour}, by=operator)


def test_closing_hides_and_reopening_shows(town, admin, operator):
    organisations.close(town, by=operator)
    assert queries.organisation_by_slug("wiesenbrueck") is None
    assert identity.memberships_of(admin.user) == []
    organisations.reopen(town, by=operator)
    assert queries.organisation_by_slug("wiesenbrueck") == town
