"""Running the network: tasks, experts and lists, as pages."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from allmende.portal.organisations.domain import experts, list_import, network_roles
from allmende.portal.organisations.models import Member, Organisation
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "Name;Land\nGrünau;Hessen\nKaputt;Mars\n"


@pytest.fixture
def runner(client, operator):
    client.force_login(operator)
    return client


def test_a_task_is_given_listed_exported_and_taken(runner, staff):
    url = reverse("network-roles")
    assert runner.post(url, {"email": staff.user.email, "role": "expert"}).url == url
    assert "Stefan Staff" in runner.get(url, {"aufgabe": "expert"}).content.decode()
    assert "Stefan Staff" not in runner.get(url, {"aufgabe": "moderator"}).content.decode()
    table = b"".join(runner.get(reverse("network-roles-export"))).decode()
    assert "Stefan Staff;staff@w.example;Rechtsfragen bearbeiten;Stadt Wiesenbrück" in table
    given = network_roles.listed().get()
    runner.post(reverse("network-role-take", args=[given.pk]))
    assert not network_roles.listed().exists()


def test_an_unknown_address_stays_in_the_form(runner):
    response = runner.post(reverse("network-roles"), {"email": "nie@x.example", "role": "expert"})
    assert response.status_code == 422
    assert "nie@x.example" in response.content.decode()


def test_an_expert_is_removed(runner):
    person = factories.member(experts.organisation(), email="profi@x.example")
    assert "Profi" in runner.get(reverse("experts")).content.decode()
    runner.post(reverse("expert-remove", args=[person.pk]))
    assert not Member.objects.filter(pk=person.pk).exists()


def test_members_of_towns_are_no_experts_to_remove(runner, staff):
    assert runner.post(reverse("expert-remove", args=[staff.pk])).status_code == 404


def test_a_list_is_seen_taken_and_taken_back(runner):
    url = reverse("organisations-import")
    file = ContentFile(LIST.encode("cp1252"), name="liste.csv")
    response = runner.post(url, {"file": file})
    page = response.content.decode()
    assert "Land „Mars“ ist unbekannt" in page
    assert not Organisation.objects.exists()
    kept = response.context["take_form"].initial
    runner.post(reverse("organisations-import-take"), kept)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Grünau"]
    entry = list_import.undoable().get()
    runner.post(reverse("organisations-import-undo", args=[entry.pk]))
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 \x00\x01", b"PK\x03\x04" + b"\x00" * 500])
def test_what_is_no_list_is_refused_with_a_sentence(runner, content):
    file = ContentFile(content, name="liste.csv")
    response = runner.post(reverse("organisations-import"), {"file": file})
    assert response.status_code == 422


def test_the_same_list_twice_takes_nothing_twice(runner):
    for _ in range(2):
        data = {"text": LIST, "filename": "l.csv"}
        response = runner.post(reverse("organisations-import-take"), data, follow=True)
    assert "Keine Zeile lässt sich übernehmen" in response.content.decode()
    assert Organisation.objects.count() == 1
