"""What the maps get: the own sites and streets, asked for again only when they have changed."""

import json

import pytest
from django.core.files.storage import default_storage

from allmende.portal.register.models import BlockUse
from allmende.portal.tours.models import Closure, RefillPoint, RoadNetwork
from tests import factories
from tests.portal.tours import made_setup as made

pytestmark = pytest.mark.django_db
ROADS, SITES = "/werkzeuge/touren/karte/strassen.json", "/werkzeuge/touren/orte/karte.json"
AREA = {"type": "Polygon", "coordinates": [[[9, 48.6], [9.001, 48.6], [9.001, 48.601], [9, 48.6]]]}


@pytest.fixture
def town():
    return made.town()


@pytest.fixture
def page(client, town):
    client.force_login(town.dispatcher.user)
    return client


def features(page, address):
    return json.loads(page.get(address).content)["features"]


def test_streets_have_names_classes_and_their_source(page, town):
    made.with_streets(town.organisation)

    answer = page.get(ROADS)

    found = json.loads(answer.content)
    assert found["attribution"] == "© OpenStreetMap-Mitwirkende (ODbL)"
    assert len(found["features"]) == 6
    assert set(found["features"][0]["properties"]) == {"id", "name", "class"}
    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_browser_keeps_the_streets_until_they_change(page, town):
    made.with_streets(town.organisation)
    mark = page.get(ROADS)["ETag"]

    again = page.get(ROADS, headers={"If-None-Match": mark})
    RoadNetwork.objects.update(attribution="Vermessungsamt")
    changed = page.get(ROADS, headers={"If-None-Match": mark})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert json.loads(changed.content)["attribution"] == "Vermessungsamt"


def test_without_streets_the_map_is_empty(page):
    assert features(page, ROADS) == []


def test_a_lost_file_is_told_in_a_sentence(page, town):
    made.with_streets(town.organisation)
    RoadNetwork.objects.update(file="tours/streets/aa/fehlt", sha256="fehlt")

    answer = page.get(ROADS)

    assert not default_storage.exists("tours/streets/aa/fehlt")
    assert answer.status_code == 503
    name = RoadNetwork.objects.get().file_name
    assert f"„{name}“ ist nicht mehr da" in answer.json()["message"]


def test_a_site_has_its_point_its_area_and_its_page(page, town):
    site = made.site(town.organisation, geometry=AREA)
    made.site(town.organisation, "Verkehrsinsel", is_reachable=False)
    made.site(town.organisation, "Alt", is_active=False)

    area, point, island = features(page, SITES)

    assert area["geometry"] == AREA
    assert area["properties"] == point["properties"]
    assert point["properties"] == {
        "kind": "site",
        "id": f"site-{site.pk}",
        "title": "Spielplatz Au",
        "url": f"/werkzeuge/touren/orte/{site.pk}/",
    }
    assert island["properties"]["cut_off"] is True


def test_depots_water_and_drawn_closures_are_around(page, town):
    made.depot(town.organisation)
    mine = {"organisation": town.organisation}
    RefillPoint.objects.create(**mine, name="Hydrant", lon=9.0, lat=48.6)
    Closure.objects.create(
        **mine, title="Fest", line=[[9.0, 48.6], [9.01, 48.6]], starts_on="2026-05-01"
    )
    Closure.objects.create(**mine, title="Ohne Linie", street="Au", starts_on="2026-05-01")

    kinds = [(one["properties"]["kind"], one["geometry"]["type"]) for one in features(page, SITES)]

    assert kinds == [("depot", "Point"), ("refill", "Point"), ("closure", "LineString")]


def test_nothing_of_another_town_is_on_the_map(client, town):
    other = made.town("altstadt")
    for one in (town, other):
        made.with_streets(one.organisation)
    made.site(other.organisation, "Geheim")
    made.depot(other.organisation)
    RoadNetwork.objects.filter(organisation=other.organisation).update(attribution="Altstadt")
    client.force_login(town.dispatcher.user)

    assert features(client, SITES) == []
    assert b"Altstadt" not in client.get(ROADS).content


def test_a_crew_sees_the_streets_and_not_the_list_of_sites(client, town):
    member = factories.member(town.organisation)
    made.crew(made.depot(town.organisation)).members.add(member)
    client.force_login(member.user)

    assert [client.get(address).status_code for address in (ROADS, SITES)] == [200, 403]


def test_where_the_tool_is_off_no_data_comes(page, town):
    made.site(town.organisation)
    BlockUse.objects.filter(block="tours").delete()

    assert b"Spielplatz Au" not in page.get(SITES).content
