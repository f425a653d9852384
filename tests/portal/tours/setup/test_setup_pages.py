"""What there is, entered as a person does it, without JavaScript."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from allmende.portal.core.models import AuditEntry
from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.models import (
    Closure,
    Crew,
    Depot,
    Rule,
    Site,
    SiteImport,
    Skill,
    TaskType,
    Vehicle,
)
from tests.engines.tours.network.town import at
from tests.portal.tours import made_setup as made

pytestmark = pytest.mark.django_db
T = "/werkzeuge/touren/"
HERE = at(100, 10)
PLACE = {"lon": f"{HERE.lon:.6f}".replace(".", ","), "lat": f"{HERE.lat:.6f}"}
RULE = {"every_days": "7", "min_gap": "5", "max_gap": "9", "priority": "2", "is_active": "on"}


@pytest.fixture
def town():
    return made.town()


@pytest.fixture
def dispatcher(client, town):
    client.force_login(town.dispatcher.user)
    return client


def text(response) -> str:
    return response.content.decode()


def plain(response) -> str:
    """What a person reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def errors(response) -> str:
    assert response.status_code == 422
    return text(response).split('id="form-errors"')[1].split("</ul>")[0]


def send(client, path, **data):
    return client.post(f"{T}{path}", data, follow=True)


def test_from_an_empty_tool_to_something_that_can_be_planned(dispatcher, town):
    """Depot, skill, vehicle, crew, work, rule, site: each by its form."""
    send(dispatcher, "betriebshof/neu/", name="Bauhof", **PLACE)
    depot = Depot.objects.get()
    assert (depot.lon, depot.lat) == pytest.approx((HERE.lon, HERE.lat), abs=1e-6)
    send(dispatcher, "faehigkeiten/neu/", name="Mäher")
    skill = Skill.objects.get()
    send(dispatcher, "fahrzeuge/neu/", name="Wagen 1", profile="truck", tank="800", cost_per_km="")
    send(
        dispatcher,
        "kolonnen/neu/",
        name="Nord",
        depot=depot.pk,
        vehicle=Vehicle.objects.get().pk,
        skills=[skill.pk],
        weekdays=["0", "1", "2", "3", "4"],
        opens="07:00",
        closes="15:30",
        members=[town.stranger.pk],
        cost_per_hour="120,50",
        is_active="on",
    )
    crew = Crew.objects.get()
    assert (crew.weekdays, float(crew.cost_per_hour)) == ([0, 1, 2, 3, 4], 120.5)
    assert list(crew.members.all()) == [town.stranger]
    send(
        dispatcher,
        "arbeiten/neu/",
        name="Mähen",
        minutes="12,5",
        minutes_per_100m2="",
        litres="0",
        skills=[skill.pk],
    )
    task = TaskType.objects.get()
    page = send(
        dispatcher, "regeln/neu/", task_type=task.pk, site_kind=SiteKind.MEADOW, weekdays=["0"],
        **RULE,
    )  # fmt: skip
    assert "Gespeichert: Mähen (alle Rasen und Wiesen), alle 7 Tage" in plain(page)
    page = send(
        dispatcher, "orte/neu/", name="Wiese am Bach", kind="meadow", is_active="on", **PLACE
    )
    assert "noch unbekannt: Die Straßen fehlen." in plain(page)
    assert "nur montags" in plain(page)
    assert AuditEntry.objects.filter(action="tours.setup_added").count() == 7


def test_a_site_says_where_the_crew_stops_and_what_is_wrong(dispatcher, town):
    made.with_streets(town.organisation)
    page = send(dispatcher, "orte/neu/", name="Au", kind="park", is_active="on", **PLACE)
    assert "Hauptstraße, 10 m zu Fuß; von Hand gesetzt" in plain(page)
    far = at(100, -3000)
    site = Site.objects.get()
    page = send(
        dispatcher,
        f"orte/{site.pk}/bearbeiten/",
        name="Au",
        kind="park",
        is_active="on",
        lon=str(far.lon),
        lat=str(far.lat),
    )
    assert "Die nächste Straße ist 3 km entfernt." in plain(page)
    assert "so kommt der Ort in keine Tour" in plain(dispatcher.get(f"{T}orte/{site.pk}/"))


def test_a_site_that_is_only_renamed_was_not_moved_by_hand(dispatcher, town):
    site = made.site(town.organisation, lon=9.12345678, lat=48.6)
    data = {"name": "Neu", "kind": "park", "is_active": "on", "lon": "9.123457", "lat": "48.600000"}
    send(dispatcher, f"orte/{site.pk}/bearbeiten/", **data)
    site.refresh_from_db()
    assert (site.name, site.access_moved) == ("Neu", False)


def test_errors_keep_the_input_and_say_how_to_mend_it(dispatcher, town):
    task = made.task(town.organisation)
    data = {**RULE, "min_gap": "8", "task_type": task.pk, "site_kind": "park"}
    assert "passen nicht zusammen" in errors(send(dispatcher, "regeln/neu/", **data))
    assert "in Grad" in errors(
        send(dispatcher, "orte/neu/", name="x", kind="park", lon="a", lat="")
    )
    data = {"name": "x", "kind": "park", "lon": "181", "lat": "95", "is_active": "on"}
    assert "kein Ort in Europa" in errors(send(dispatcher, "orte/neu/", **data))
    send(dispatcher, "faehigkeiten/neu/", name="Mäher")
    assert "gibt es schon" in errors(send(dispatcher, "faehigkeiten/neu/", name="Mäher"))
    data = {"title": "Baustelle", "starts_on": "2026-03-02"}
    assert "Was ist gesperrt?" in errors(send(dispatcher, "strassen/sperrungen/neu/", **data))
    data = {"title": "x", "line": "9.0 48.6\nunsinn", "starts_on": "2026-03-02"}
    assert "in jede Zeile einen Punkt" in errors(
        send(dispatcher, "strassen/sperrungen/neu/", **data)
    )


def test_a_number_that_another_site_has_is_refused(dispatcher, town):
    made.site(town.organisation, number="7")
    other = made.site(town.organisation, "Zwei", number="8")
    data = {"name": "Zwei", "kind": "playground", "number": "7", "is_active": "on", **PLACE}
    assert "gibt es schon" in errors(send(dispatcher, f"orte/{other.pk}/bearbeiten/", **data))


def test_a_rule_for_one_site_goes_before_the_rule_of_its_kind(dispatcher, town):
    task, site = made.task(town.organisation), made.site(town.organisation)
    general = made.rule(task)
    page = send(dispatcher, f"regeln/neu/?ort={site.pk}", task_type=task.pk, **RULE)
    own = Rule.objects.get(site=site)
    assert (own.site_kind, own.organisation) == ("", town.organisation)
    page = dispatcher.get(f"{T}orte/{site.pk}/")
    assert reverse("tours-rule", args=[own.pk]) in text(page)
    assert reverse("tours-rule", args=[general.pk]) not in text(page)


def test_nothing_of_another_town_is_offered_or_taken(dispatcher, town):
    other = made.town("talheim")
    theirs = made.task(other.organisation, "Fremde Arbeit")
    made.task(town.organisation)
    assert "Fremde Arbeit" not in text(dispatcher.get(f"{T}regeln/neu/"))
    page = send(dispatcher, "regeln/neu/", task_type=theirs.pk, site_kind="park", **RULE)
    assert page.status_code == 422
    site = made.site(other.organisation)
    assert dispatcher.get(f"{T}regeln/neu/?ort={site.pk}").status_code == 404
    assert dispatcher.get(f"{T}regeln/neu/?ort=x").status_code == 404
    assert not Rule.objects.exists()


def test_two_dispatchers_do_not_overwrite_each_other_unseen(dispatcher, town):
    depot = made.depot(town.organisation)
    path = f"betriebshof/{depot.pk}/"
    seen = dispatcher.get(f"{T}{path}").context["form"]["seen"].value()
    Depot.objects.update(name="Bauhof Nord")
    data = {"name": "Bauhof Süd", **PLACE}
    page = send(dispatcher, path, seen=seen, **data)
    assert "Jemand anderes hat das geändert" in errors(page)
    assert 'value="Bauhof Süd"' in text(page)
    send(dispatcher, path, seen=page.context["form"]["seen"].value(), **data)
    assert Depot.objects.get().name == "Bauhof Süd"


def test_what_is_needed_is_not_deleted(dispatcher, town):
    depot = made.depot(town.organisation)
    crew = made.crew(depot)
    page = send(dispatcher, f"betriebshof/{depot.pk}/loeschen/")
    assert "bleibt darum: Nord" in plain(page)
    send(dispatcher, f"kolonnen/{crew.pk}/loeschen/")
    send(dispatcher, f"betriebshof/{depot.pk}/loeschen/")
    assert not Depot.objects.exists()


def test_deleting_work_tells_which_rules_go_with_it(dispatcher, town):
    task = made.task(town.organisation)
    made.rule(task)
    page = dispatcher.get(f"{T}arbeiten/{task.pk}/loeschen/")
    assert "Regel: alle Spielplätze, alle 7 Tage" in plain(page)
    send(dispatcher, f"arbeiten/{task.pk}/loeschen/")
    assert not Rule.objects.exists()


def test_absences_of_a_crew(dispatcher, town):
    crew = made.crew(made.depot(town.organisation))
    path = f"kolonnen/{crew.pk}/ausfaelle/"
    page = send(dispatcher, path, starts_on="2026-05-04", ends_on="2026-05-08")
    assert "04.05.2026 bis 08.05.2026" in plain(page)
    page = send(dispatcher, path, starts_on="2026-05-08", ends_on="2026-05-04")
    assert "letzte Tag liegt vor dem ersten" in plain(page)
    absence = crew.absences.get()
    send(dispatcher, f"{path}{absence.pk}/loeschen/")
    assert not crew.absences.exists()


def test_a_closure_is_entered_and_ended(dispatcher, town):
    first = timezone.localdate() - timedelta(days=3)
    data = {"title": "Kanal", "street": "Querweg", "line": "", "starts_on": first.isoformat()}
    page = send(dispatcher, "strassen/sperrungen/neu/", ends_on="", **data)
    assert f"ab {first:%d.%m.%Y}, ohne Ende gesperrt" in plain(page)
    page = send(dispatcher, f"strassen/sperrungen/{Closure.objects.get().pk}/beenden/")
    assert "vorbei" in plain(page)


def test_a_drawn_closure_keeps_its_points(dispatcher, town):
    data = {"title": "Fest", "line": "9.001 48.6\n9,002; 48,6", "starts_on": "2026-03-02"}
    send(dispatcher, "strassen/sperrungen/neu/", **data)
    closure = Closure.objects.get()
    assert closure.line == [[9.001, 48.6], [9.002, 48.6]]
    form = text(dispatcher.get(f"{T}strassen/sperrungen/{closure.pk}/"))
    assert "9.001000 48.600000" in form


def test_an_extract_is_uploaded_and_shown(dispatcher, town, django_capture_on_commit_callbacks):
    file = SimpleUploadedFile("stadt.osm.pbf", made.extract())
    with django_capture_on_commit_callbacks(execute=True):
        send(dispatcher, "strassen/", file=file)
    page = plain(dispatcher.get(f"{T}strassen/"))
    assert "stadt.osm.pbf" in page
    assert "© OpenStreetMap-Mitwirkende (ODbL)" in page
    wrong = send(dispatcher, "strassen/", file=SimpleUploadedFile("plan.pdf", b"x"))
    assert "keine Kartendatei" in errors(wrong)


def test_sites_out_of_the_map(dispatcher, town):
    assert "Die Karte fehlt noch" in text(dispatcher.get(f"{T}orte/aus-der-karte/"))
    made.with_streets(town.organisation)
    page = plain(dispatcher.get(f"{T}orte/aus-der-karte/"))
    assert "Spielplätze (1)" in page
    assert "Abenteuerspielplatz" in page
    page = send(dispatcher, "orte/aus-der-karte/", kinds=["playground", "tree"])
    assert "Orte eingelesen: 2 neu, 0 aktualisiert." in plain(page)


REGISTER = (
    "Nr;Name;Rechts;Hoch\n"
    f"1;Au;{HERE.lon};{HERE.lat}\n"
    "2;Kaputt;hier;dort\n"
    f"3;=HYPERLINK(1);{HERE.lon};{HERE.lat}\n"
)


def test_a_register_from_upload_to_undo(dispatcher, town):
    file = SimpleUploadedFile("baeume.csv", REGISTER.encode())
    page = send(dispatcher, "orte/einlesen/", file=file)
    one = SiteImport.objects.get()
    assert "0 Orte, 3 Zeilen mit Fehlern" in plain(page)
    path = f"orte/einlesen/{one.pk}/"
    columns = {"number": "Nr", "name": "Name", "x": "Rechts", "y": "Hoch"}
    page = send(dispatcher, path, **columns, kind_for_all="tree", epsg="4326")
    assert "2 Orte, 1 Zeilen mit Fehlern" in plain(page)
    assert "„hier“ ist keine Koordinate" in plain(page)
    rows = list(csv.reader(io.StringIO(_streamed(dispatcher, f"{path}fehler.csv")), delimiter=";"))
    assert rows[1][:2] == ["3", "Rechts"]
    page = send(dispatcher, f"{path}uebernehmen/")
    assert "Orte eingelesen: 2 neu, 0 aktualisiert, 1 Zeilen mit Fehlern" in plain(page)
    assert "2 neue Orte werden gelöscht" in plain(dispatcher.get(f"{T}{path}zuruecknehmen/"))
    send(dispatcher, f"{path}zuruecknehmen/")
    assert not Site.objects.exists()
    assert "zurückgenommen" in plain(dispatcher.get(f"{T}{path}"))


def _streamed(client, path) -> str:
    response = client.get(f"{T}{path}")
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_exports_have_what_the_filter_shows_and_no_formula(dispatcher, town):
    made.site(town.organisation, "=1+1", number="1")
    made.site(town.organisation, "Linde", kind=SiteKind.TREE, square_metres=2.5)
    rows = list(
        csv.reader(
            io.StringIO(_streamed(dispatcher, "orte/liste.csv?art=playground")), delimiter=";"
        )
    )
    assert [row[1] for row in rows[1:]] == ["'=1+1"]
    found = json.loads(_streamed(dispatcher, "orte/liste.geojson?q=linde"))
    (feature,) = found["features"]
    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"]["Fläche in m²"] == 2.5


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Au", "Bach"]),
        ("?q=ba", ["Bach"]),
        ("?art=tree", ["Bach"]),
        ("?erreichbar=nein", ["Bach"]),
        ("?gepflegt=nein", ["Ruht"]),
        ("?gepflegt=alle&sortierung=-name", ["Ruht", "Bach", "Au"]),
        ("?art=unsinn", ["Au", "Bach"]),
    ],
)
def test_sites_are_filtered(dispatcher, town, query, names):
    made.site(town.organisation, "Au")
    made.site(town.organisation, "Bach", kind=SiteKind.TREE, is_reachable=False)
    made.site(town.organisation, "Ruht", is_active=False)
    page = dispatcher.get(f"{T}orte/{query}")
    assert [site.name for site in page.context["page"]] == names


def test_templates_make_rules_with_one_click(dispatcher, town):
    page = dispatcher.get(f"{T}regeln/vorlagen/")
    assert "Zu prüfen: Die Norm nennt keinen festen Abstand" in plain(page)
    assert text(page).count(" checked") == 5
    page = send(dispatcher, "regeln/vorlagen/", keys=["sight", "mowing"])
    assert "2 Regeln sind angelegt" in plain(page)
    assert "von April bis Oktober" in plain(page)


@pytest.mark.parametrize("path", ["orte/", "regeln/", "kolonnen/", "betriebshof/", "strassen/"])
def test_lists_ask_the_database_as_often_for_three_as_for_one(
    dispatcher, town, path, django_assert_num_queries
):
    depot = made.depot(town.organisation)
    counts = []
    for number in (1, 2, 3):
        task = made.task(town.organisation, f"Arbeit {number}")
        task.skills.add(made.skill(town.organisation, f"Gerät {number}"))
        made.rule(task, site=made.site(town.organisation, f"Ort {number}", number=str(number)))
        crew = made.crew(depot, f"Kolonne {number}", tank=10)
        crew.skills.set(task.skills.all())
        Closure.objects.create(
            organisation=town.organisation, title="x", street="y", starts_on="2026-03-02"
        )
        with django_assert_num_queries(100, exact=False) as captured:
            dispatcher.get(f"{T}{path}")
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_the_leadership_reads_without_buttons(client, town):
    client.force_login(town.reader.user)
    made.site(town.organisation)
    page = client.get(f"{T}orte/")
    assert page.context["page"][0].name == "Spielplatz Au"
    assert f"{T}orte/neu/" not in text(page)
    assert client.get(f"{T}orte/neu/").status_code == 403


def test_hostile_names_are_shown_as_text(dispatcher, town):
    site = made.site(town.organisation, "<script>alert(1)</script>", details={"<b>": "<i>"})
    page = text(dispatcher.get(f"{T}orte/{site.pk}/"))
    assert "<script>alert" not in page
    assert "&lt;b&gt;" in page
