"""The pages of the plans as a dispatcher, a head of department and a crew see them."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from allmende.portal.organisations.enums import Role
from allmende.portal.tours.domain.planning import changing, publishing, versions
from allmende.portal.tours.models import Order, Plan, Site, Stop
from allmende.portal.tours.views import access
from tests import factories
from tests.portal.tours import made_planning as made

pytestmark = pytest.mark.django_db
T = "/werkzeuge/touren/"


@pytest.fixture(autouse=True)
def _switched_on(monkeypatch):
    monkeypatch.setattr(access, "is_on", lambda _: True)


@pytest.fixture
def at():
    return made.town()


@pytest.fixture
def plan(at):
    return made.filled(at)


@pytest.fixture
def dispatcher(client, at):
    client.force_login(at.dispatcher.user)
    return client


def text(response):
    return response.content.decode()


def url(plan, rest=""):
    return f"{T}plaene/{plan.pk}/{rest}"


def mown(plan, at):
    return Stop.objects.filter(tour__plan=plan, task_type=at.mowing).first()


def test_an_empty_tool_shows_the_steps(client):
    organisation = factories.organisation()
    client.force_login(factories.member(organisation, Role.DISPATCHER).user)
    page = text(client.get(T))
    assert "In fünf Schritten zum Plan" in page
    assert "Keine Kolonne ist im Einsatz" in page


def test_one_click_starts_a_plan(dispatcher, at):
    answer = dispatcher.post(
        f"{T}plaene/neu/", {"first": made.monday(), "days": 28, "effort": "schnell"}
    )
    plan = versions.of(at.organisation).get()
    assert answer["Location"] == url(plan)
    assert "entsteht gerade" in text(
        dispatcher.post(
            f"{T}plaene/neu/", {"first": made.monday(), "days": 28, "effort": "schnell"}
        )
    )


@pytest.mark.parametrize(
    ("way", "shows"),
    [
        ("kalender", "Woche ab"),
        ("tabelle", "Rasen oder Wiese 1"),
        ("karte", "karte.json"),
        ("zahlen", "Ausgleich zwischen den Kolonnen"),
        ("offen", "alles eingeplant"),
        ("neu", "erste Version"),
        ("unsinn", "Woche ab"),
    ],
)
def test_a_plan_is_seen_in_six_ways(dispatcher, plan, way, shows):
    assert shows in text(dispatcher.get(url(plan), {"ansicht": way}))


def test_the_calendar_asks_a_fixed_number_of_questions(
    dispatcher, at, plan, django_assert_max_num_queries
):
    for number in range(5):
        made.crew(at.organisation, at.crews[0].depot, f"Kolonne {number}")
    with django_assert_max_num_queries(32):
        dispatcher.get(url(plan))


def test_the_table_is_narrowed_and_exported(dispatcher, at, plan):
    query = {"art": at.inspection.pk, "kolonne": at.crews[0].pk}
    page = text(dispatcher.get(url(plan), {"ansicht": "tabelle", **query}))
    assert "Spielplatz 1" in page
    assert "Wiese 1" not in page
    answer = dispatcher.get(url(plan, "einsaetze.csv"), query)
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert {row["Art der Arbeit"] for row in rows} == {"Kontrolle"}
    book = load_workbook(io.BytesIO(dispatcher.get(url(plan, "einsaetze.xlsx"), query).content))
    assert book.active.max_row == len(rows) + 1


def test_what_looks_like_a_formula_is_made_text(dispatcher, at, plan):
    Stop.objects.filter(tour__plan=plan).update(label="=1+1")
    answer = dispatcher.get(url(plan, "einsaetze.csv"))
    assert ";'=1+1;" in b"".join(answer.streaming_content).decode()
    book = load_workbook(io.BytesIO(dispatcher.get(url(plan, "einsaetze.xlsx")).content))
    assert book.active["D2"].value == "'=1+1"


def test_the_map_has_tours_with_look_and_numbers(dispatcher, plan):
    tour = plan.tours.first()
    found = json.loads(dispatcher.get(url(plan, "karte.json"), {"tag": tour.day}).content)
    kinds = [feature["properties"]["kind"] for feature in found["features"]]
    assert kinds.count("tour") == plan.tours.filter(day=tour.day).count()
    assert {"stop", "depot"} <= set(kinds)
    one = json.loads(dispatcher.get(url(plan, f"touren/{tour.pk}/karte.json")).content)
    numbers = [f["properties"].get("number") for f in one["features"]]
    assert [n for n in numbers if n] == list(range(1, len([n for n in numbers if n]) + 1))


def test_a_tour_shows_its_stops_with_lock_and_move(dispatcher, plan):
    tour = plan.tours.first()
    page = text(dispatcher.get(url(plan, f"touren/{tour.pk}/")))
    assert tour.stops.first().label in page
    assert "Verschieben" in page


def test_a_stop_is_moved_by_form_and_by_dragging_alike(dispatcher, at, plan):
    stop = mown(plan, at)
    other = next(crew for crew in at.crews if crew.pk != stop.tour.crew_id)
    address = url(plan, f"einsaetze/{stop.pk}/verschieben/")
    page = text(dispatcher.get(address))
    assert stop.earliest <= stop.due <= stop.latest
    assert f"erlaubt vom {stop.earliest:%d.%m.} bis {stop.latest:%d.%m.%Y}." in page
    answer = dispatcher.post(
        address, {"crew": other.pk, "day": stop.tour.day, "revision": plan.revision}, follow=True
    )
    new = versions.current(at.organisation)
    assert new.parent == plan
    assert f"{new} ist fertig: 1 verschoben" in text(answer)
    assert f"{new} ist fertig" not in text(dispatcher.get(url(plan)))


def test_the_second_of_two_dispatchers_sees_both_versions(dispatcher, at, plan):
    stop = mown(plan, at)
    seen = plan.revision
    changing.lock(stop, how="both", revision=seen, by=at.dispatcher)
    other = next(crew for crew in at.crews if crew.pk != stop.tour.crew_id)
    address = url(plan, f"einsaetze/{stop.pk}/verschieben/")
    sent = {"crew": other.pk, "day": stop.tour.day, "revision": seen}
    answer = dispatcher.post(address, sent)
    assert answer.status_code == 409
    assert "Nichts ist überschrieben" in text(answer)
    assert answer.context["form"]["revision"].value() == str(seen + 1)
    assert dispatcher.post(address, sent | {"revision": seen + 1}).status_code == 302


def test_locking_says_so(dispatcher, at, plan):
    stop = mown(plan, at)
    answer = dispatcher.post(
        url(plan, f"einsaetze/{stop.pk}/festlegen/"),
        {"wie": "both", "revision": plan.revision},
        follow=True,
    )
    assert "bleibt bei dieser Kolonne an diesem Tag" in text(answer)


def test_an_urgent_order_needs_a_place(dispatcher, at, plan):
    values = {
        "title": "Ast auf dem Weg",
        "task_type": at.mowing.pk,
        "minutes": 30,
        "earliest": plan.first,
        "latest": plan.first + timedelta(days=2),
        "priority": 1,
        "revision": plan.revision,
    }
    missing = dispatcher.post(url(plan, "eilauftrag/"), values)
    assert missing.status_code == 422
    assert "Wählen Sie einen Ort" in text(missing)
    site = Site.objects.first()
    dispatcher.post(url(plan, "eilauftrag/"), values | {"site": site.pk})
    order = Order.objects.get()
    assert (order.lon, order.lat) == (site.lon, site.lat)
    assert "Ast auf dem Weg" in text(dispatcher.get(f"{T}auftraege/"))
    dispatcher.post(f"{T}auftraege/{order.pk}/zurueckziehen/")
    order.refresh_from_db()
    assert order.state == "withdrawn"


def test_absence_closure_undo_and_comparison(dispatcher, at, plan):
    dispatcher.post(
        url(plan, "ausfall/"),
        {
            "crew": at.crews[1].pk,
            "first": plan.first,
            "last": plan.first,
            "revision": plan.revision,
        },
    )
    second = versions.current(at.organisation)
    assert second.parent == plan
    page = text(dispatcher.get(url(second, "vergleich/")))
    assert "Kennzahlen" in page
    dispatcher.post(
        url(second, "sperrung/"),
        {
            "title": "Stadtfest",
            "street": "Marktplatz",
            "starts_on": plan.first,
            "ends_on": "",
            "revision": second.revision,
        },
    )
    third = versions.current(at.organisation)
    answer = dispatcher.post(url(third, "zurueck/"), {"revision": third.revision}, follow=True)
    assert f"Zurück bei {second}" in text(answer)
    third.refresh_from_db()
    dispatcher.post(url(third, "wiederherstellen/"), {"revision": third.revision})
    assert versions.current(at.organisation) == third


def test_publishing_by_form_and_tidying_up(dispatcher, at, plan):
    answer = dispatcher.post(
        url(plan, "veroeffentlichen/"),
        {"frozen_until": "", "revision": plan.revision},
        follow=True,
    )
    assert f"{plan} gilt. Die Kolonnen sehen ihn." in text(answer)
    assert versions.published(at.organisation) == plan
    draft = made.filled(at)
    Plan.objects.filter(pk=draft.pk).update(is_undone=True)
    assert "1 alten Entwurf löschen" in text(dispatcher.get(f"{T}plaene/"))
    dispatcher.post(f"{T}plaene/aufraeumen/")
    assert list(versions.of(at.organisation)) == [plan]


def test_days_are_held_and_freed_by_form(dispatcher, at, plan):
    def send(day):
        values = {"frozen_until": day, "revision": plan.revision}
        answer = dispatcher.post(url(plan, "festhalten/"), values, follow=True)
        plan.refresh_from_db()
        return text(answer)

    until = plan.first + timedelta(days=2)
    assert "bleibt alles, wie es ist" in send(until.isoformat())
    assert plan.frozen_until == until
    late = plan.first + timedelta(days=60)
    assert "also vor diesem Tag" in send(late.isoformat())
    assert plan.frozen_until == until
    send("")
    assert plan.frozen_until is None


def test_the_head_of_department_reads_and_changes_nothing(client, at, plan):
    client.force_login(factories.member(at.organisation, Role.LEADERSHIP).user)
    page = text(client.get(url(plan)))
    assert "Eilauftrag" not in page
    assert client.post(url(plan, "zurueck/"), {"revision": plan.revision}).status_code == 403


def test_a_crew_sees_its_own_tour_of_the_plan_that_holds(client, at, plan):
    driver = factories.member(at.organisation)
    at.crews[0].members.add(driver)
    client.force_login(driver.user)
    own = plan.tours.filter(crew=at.crews[0]).first()
    foreign = plan.tours.filter(crew=at.crews[1]).first()
    assert client.get(url(plan, f"touren/{own.pk}/")).status_code == 403  # a draft
    publishing.publish(plan, frozen_until=None, revision=plan.revision, by=at.dispatcher)
    assert client.get(url(plan, f"touren/{own.pk}/")).status_code == 200
    assert client.get(url(plan, f"touren/{foreign.pk}/")).status_code == 403
    assert client.get(url(plan)).status_code == 403


def test_another_town_finds_nothing(client, at, plan):
    other = made.town("nachbarstadt")
    client.force_login(other.dispatcher.user)
    stop = mown(plan, at)
    for rest in ("", "karte.json", "vergleich/", f"einsaetze/{stop.pk}/verschieben/"):
        assert client.get(url(plan, rest)).status_code == 404
    own = made.filled(other)
    assert client.get(url(own, f"einsaetze/{stop.pk}/verschieben/")).status_code == 404
    assert reverse("tours-plan", args=[own.pk]) == url(own)
