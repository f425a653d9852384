"""Where an imported entry says that it comes from."""

import json

import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import whole
from allmende.portal.register.domain.exchange import imports, taking
from allmende.portal.register.models import UseCase
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    found = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(found.user)
    return found


def taken(officer, content, name):
    batch = imports.start(content.encode(), filename=name, by=officer)
    taking.take(batch, rows=[batch.rows.get().pk], by=officer)
    return UseCase.objects.get()


def test_a_list_of_ones_own_is_no_origin_for_others(client, officer):
    case = taken(officer, "Titel;Kurzbeschreibung\nA;B\n", "liste.csv")
    page = client.get(f"/anwendungsfaelle/{case.pk}/").content.decode()

    assert whole.build(case)["origin"] is None
    assert "Eingelesen aus „liste.csv“." in page
    assert "Nachnutzung von" not in page


def test_a_foreign_register_is_named(client, officer):
    entry = {"name": "A", "description_short": "B", "organization": "Gemeente Voorbeeld"}
    case = taken(officer, json.dumps([entry]), "nl.json")
    page = client.get(f"/anwendungsfaelle/{case.pk}/").content.decode()

    assert whole.build(case)["origin"]["organisation"] == "Gemeente Voorbeeld"
    assert "Eingelesen aus „nl.json“ (Gemeente Voorbeeld)." in page
