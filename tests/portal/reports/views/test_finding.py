"""One search over everything, inside the rights of who asks."""

import pytest

from allmende.portal.organisations.enums import Audience, Role
from tests import factories
from tests.portal.knowledge.helpers import new_collection, take_in
from tests.portal.register import shared

pytestmark = pytest.mark.django_db
TEXT = "# Baumkontrolle\n\nDie Kontrolle der Straßenbäume ist in der Dienstanweisung geregelt.\n"


@pytest.fixture
def officer():
    return factories.member(factories.organisation(), Role.AI_OFFICER, Role.EDITOR)


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"))


def search(client, member, **query):
    client.force_login(member.user)
    return client.get("/suche/", query)


def test_an_entry_is_found_by_a_part_of_a_compound(client, officer, neighbour):
    shared.publish(officer, "Straßenbaumkataster")

    page = search(client, neighbour, q="Baumkataster")

    assert "Straßenbaumkataster" in page.content.decode()
    assert page.context["counted"] == [("publication", "Anwendungsfälle", 1)]


def test_documents_stand_beside_what_the_table_holds(client, officer):
    take_in(new_collection(officer, "Intern", Audience.ORGANISATION), baum_md=TEXT)

    page = search(client, officer, q="Straßenbäume Kontrolle")

    assert [group[0] for group in page.context["groups"]] == ["document"]
    assert "Baumkontrolle" in page.content.decode()


def test_the_neighbour_finds_nothing_internal(client, officer, neighbour):
    take_in(new_collection(officer, "Intern", Audience.ORGANISATION), baum_md=TEXT)

    page = search(client, neighbour, q="Straßenbäume Kontrolle")

    assert "Nichts gefunden" in page.content.decode()
    assert "Baumkontrolle" not in page.content.decode()


def test_one_kind_is_a_list_with_pages(client, officer, neighbour):
    for number in range(27):
        shared.publish(officer, f"Baumkataster {number}")

    few = search(client, neighbour, q="Baumkataster")
    rest = search(client, neighbour, q="Baumkataster", art="publication", seite="2")

    assert [(len(found), more) for _, _, more, found in few.context["groups"]] == [(5, 22)]
    assert [len(found) for _, _, _, found in rest.context["groups"]] == [2]


def test_an_unknown_kind_shows_everything(client, officer, neighbour):
    shared.publish(officer, "Baumkataster")

    assert search(client, neighbour, q="Baumkataster", art="<b>").context["chosen"] == ""


@pytest.mark.parametrize("text", ["", "   ", "\x00", "'; DROP TABLE", "ä" * 10_000, "%_%"])
def test_odd_words_are_no_error(client, neighbour, text):
    assert search(client, neighbour, q=text).status_code == 200


def test_the_field_stands_in_the_head_of_every_page(client, neighbour):
    client.force_login(neighbour.user)

    assert 'action="/suche/"' in client.get("/start/").content.decode()
