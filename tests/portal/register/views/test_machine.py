"""Files of the public register: only what is published, cached, open to every page."""

import csv
import io

import pytest
from lxml import etree

from allmende.portal.register.domain import publishing
from allmende.portal.register.domain.exchange import reading
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db
BASE = "/o/wiesenbrueck/ki-register/"
FILES = ["register.json", "register.csv", "dcat.jsonld", "atom.xml"]


@pytest.fixture
def officer():
    return shared.officer()


@pytest.fixture
def published(officer):
    return shared.publish(officer, "Telefonauskunft")


def test_json_holds_the_published_version_and_not_the_draft(client, officer, published):
    case = published.use_case
    case.title = "Geheimer Titel"
    case.save()
    made.use_case(officer, "Entwurf")
    shared.publish(officer, "Nur Netzwerk", audience="network")
    found = client.get(f"{BASE}register.json").json()

    assert [one["data"]["record"]["title"] for one in found["entries"]] == ["Telefonauskunft"]
    assert (found["license"], found["entries"][0]["id"]) == ("CC BY 4.0", str(published.entry))
    assert found["entries"][0]["url"] == f"http://testserver{BASE}{published.entry}/"


@pytest.mark.parametrize("name", ["register.json", "register.csv"])
def test_the_file_can_be_read_in_elsewhere(client, published, name):
    read = reading.read(client.get(f"{BASE}{name}").content)
    assert [(one.title, one.problems) for one in read.found] == [("Telefonauskunft", ())]


def test_csv_speaks_german_to_everybody(client, published):
    text = client.get(f"{BASE}register.csv", headers={"accept-language": "en"}).content
    (row,) = csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";")
    assert (row["Stand"], row["Zielgruppe"]) == ("Idee", "Bürgerinnen und Bürger")


def test_the_dataset_points_to_the_files(client, published):
    found = client.get(f"{BASE}dcat.jsonld").json()
    shown = [one["dcat:downloadURL"]["@id"] for one in found["dcat:distribution"]]
    assert shown == [
        f"http://testserver{BASE}{name}" for name in ("register.json", "register.csv", "atom.xml")
    ]


def test_the_feed_names_entries(client, published):
    feed = etree.fromstring(client.get(f"{BASE}atom.xml").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:title/text()", namespaces=names) == ["Telefonauskunft"]


@pytest.mark.parametrize("name", FILES)
def test_a_withdrawn_entry_is_gone_at_once(client, officer, published, name):
    before = client.get(f"{BASE}{name}")
    publishing.withdraw(published, reason="veraltet", by=officer)
    after = client.get(f"{BASE}{name}", headers={"if-none-match": before["ETag"]})
    late = client.get(f"{BASE}{name}", headers={"if-modified-since": before["Last-Modified"]})

    assert after.status_code == 200
    assert "Telefonauskunft" not in after.content.decode()
    assert late.status_code in {200, 304}  # the same second cannot be told apart


@pytest.mark.parametrize("name", FILES)
def test_an_unchanged_file_is_not_sent_again(client, published, name):
    first = client.get(f"{BASE}{name}")
    again = client.get(f"{BASE}{name}", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    for response in (first, again):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("name", FILES)
def test_an_empty_register_and_a_closed_town(client, officer, name):
    assert client.get(f"{BASE}{name}").status_code == 200
    officer.organisation.is_active = False
    officer.organisation.save()
    assert client.get(f"{BASE}{name}").status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_as_many_queries_for_three_entries_as_for_one(
    client, officer, published, name, django_assert_max_num_queries
):
    shared.publish(officer, "Zwei")
    shared.publish(officer, "Drei")
    with django_assert_max_num_queries(8):
        client.get(f"{BASE}{name}")
