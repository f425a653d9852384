"""Lists, exports, corrections and the overview: inside one organisation, in constant queries."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from allmende.portal.core.domain.errors import Conflict
from allmende.portal.tours.domain.work import (
    crew_links,
    executions,
    inspections,
    months,
    sealing,
    watering,
)
from allmende.portal.tours.domain.work.entries import Correction
from allmende.portal.tours.enums import SiteKind
from allmende.portal.tours.models import Execution, Rule, TaskType, Weather
from tests.portal.tours import made_work as made
from tests.portal.tours.work.test_photos import file, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return made.day()


@pytest.fixture
def logged_in(client, day):
    client.force_login(day.dispatcher.user)
    return client


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same(day, logged_in, django_assert_max_num_queries, item_count):
    for number in range(item_count):
        made.proof(day, number)

    with django_assert_max_num_queries(18):
        response = logged_in.get(reverse("tours-proofs"))

    assert response.content.decode().count('<th scope="row"') == item_count


def test_search_finds_words_problems_and_days(day, logged_in):
    made.proof(day, 0, problem="Schaukel lose")
    made.proof(day, 1, note="Sand nachgefüllt")

    def labels(query):
        page = logged_in.get(f"{reverse('tours-proofs')}?{query}").context["page"]
        return [proof.label for proof in page]

    assert labels("suche=schaukel") == ["Spielplatz 1"]
    assert labels("suche=sand+nach") == ["Spielplatz 2"]
    assert labels("probleme=on") == ["Spielplatz 1"]
    assert labels(f"bis={timezone.localdate() - timedelta(days=1)}") == []
    assert labels(f"ort={day.stops[1].site_id}") == ["Spielplatz 2"]


def test_other_towns_proof_is_nowhere(day, client):
    proof = executions.record(
        day.crew, entry=made.entry(day.stops[0], note="Kranichfeder"), photos=[picture()]
    )
    other = made.day("ahornried")
    client.force_login(other.dispatcher.user)

    names = [("tours-proof", proof.pk), ("tours-proof-correct", proof.pk),
             ("tours-photo", proof.photos.get().pk),
             ("tours-site-proof", day.stops[0].site_id), ("tours-crew-today", day.crew.pk),
             ("tours-crew-link", day.crew.pk)]  # fmt: skip
    assert {client.get(reverse(name, args=[key])).status_code for name, key in names} == {404}
    csv = b"".join(client.get(reverse("tours-proofs-csv")).streaming_content).decode()
    assert csv.count("\n") == 1
    assert "Kranichfeder" not in client.get(reverse("tours-proofs")).content.decode()


def test_exports_run_no_formula(day, logged_in):
    made.proof(day, 0, note="=1+1")

    csv = b"".join(logged_in.get(reverse("tours-proofs-csv")).streaming_content).decode()
    book = load_workbook(io.BytesIO(logged_in.get(reverse("tours-proofs-xlsx")).content))

    assert "'=1+1" in csv
    cell = book.active["J2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_correction_is_a_new_entry_and_the_old_one_stays(day, logged_in):
    old = made.proof(day, 0, litres=40)
    address = reverse("tours-proof-correct", args=[old.pk])
    today = {"day": timezone.localdate().isoformat(), "ends": "00:00", "litres": "400",
             "is_done": "on", "note": "", "problem": ""}  # fmt: skip

    assert logged_in.post(address, today).status_code == 422
    logged_in.post(address, today | {"reason": "Null vergessen"})

    new = Execution.objects.get(corrects=old)
    old.refresh_from_db()
    assert (old.litres, new.litres, new.reason) == (40, 400, "Null vergessen")
    assert (
        "Zur gültigen Fassung"
        in logged_in.get(reverse("tours-proof", args=[old.pk])).content.decode()
    )


def test_nobody_corrects_the_same_entry_twice(day):
    old = made.proof(day, 0)
    fix = Correction(ended_at=old.ended_at)
    executions.correct(old, correction=fix, reason="Erstens", by=day.dispatcher)

    with pytest.raises(Conflict, match="schon korrigiert"):
        executions.correct(old, correction=fix, reason="Zweitens", by=day.dispatcher)


def test_a_photo_is_shown_to_readers(day, logged_in):
    crew = crew_links.renew(day.crew, kind="phone", by=day.dispatcher)
    address = reverse("tours-phone", args=[crew])
    stop = day.stops[0]
    logged_in.post(
        f"{address}eintragen/",
        {"day": stop.tour.day, "stop": stop.pk, "key": stop.key, "label": stop.label,
         "ends": "00:01", "result": "erledigt", "photos": [file(picture()), file(b"x", "x.jpg")]},
    )  # fmt: skip

    photo = Execution.objects.get().photos.get()
    response = logged_in.get(reverse("tours-photo", args=[photo.pk]))
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")


def test_a_site_has_its_proof_as_pdf(day, logged_in):
    made.proof(day, 0, problem="Schaukel lose")

    response = logged_in.get(reverse("tours-site-proof", args=[day.stops[0].site_id]))

    assert response.content.startswith(b"%PDF")


def test_a_tour_has_sheet_route_and_calendar(day, client):
    phone = reverse("tours-phone", args=[crew_links.renew(day.crew, kind="phone",
                                                          by=day.dispatcher)])  # fmt: skip
    token = crew_links.renew(day.crew, kind="calendar", by=day.dispatcher)

    sheet = client.get(f"{phone}blatt.pdf").content
    route = client.get(f"{phone}tour.gpx").content.decode()
    calendar = client.get(reverse("tours-calendar", args=[token])).content.decode()

    assert sheet.startswith(b"%PDF")
    assert (route.count("<wpt "), route.count("<trkpt ")) == (3, 5)
    assert 'version="1.1"' in route
    assert "SUMMARY:Tour Nord: 3 Eins" in calendar
    assert client.get(reverse("tours-calendar", args=["falsch"])).status_code == 404


def test_inspections_are_overdue_from_the_longest_gap_on(day):
    Rule.objects.create(organisation=day.organisation, task_type=day.task, every_days=7,
                        site_kind=SiteKind.PLAYGROUND, min_gap=5, max_gap=9)  # fmt: skip
    made.proof(day, 0, ended_at=made.ago(days=12), started_at=None)
    made.proof(day, 1, ended_at=made.ago(days=3), started_at=None)

    found = inspections.due(day.organisation, on=timezone.localdate())

    assert [(one.site.name, one.is_overdue, one.state) for one in found] == [
        ("Spielplatz 3", True, "noch nie nachgewiesen"),
        ("Spielplatz 1", True, "seit 3 Tagen überfällig"),
        ("Spielplatz 2", False, "fällig in 6 Tagen"),
    ]


def test_inspections_say_when_a_tour_has_them(day, logged_in):
    Rule.objects.create(organisation=day.organisation, task_type=day.task, every_days=7,
                        site_kind=SiteKind.PLAYGROUND, min_gap=5, max_gap=9)  # fmt: skip
    made.proof(day, 0)  # of today's tour, so that does not count any more
    made.proof(day, 1, key="", ended_at=made.ago(days=12), started_at=None)
    today = timezone.localdate()

    found = {one.site.name: one for one in inspections.due(day.organisation, on=today)}

    assert {name: one.planned for name, one in found.items()} == {
        "Spielplatz 1": None,
        "Spielplatz 2": today,
        "Spielplatz 3": today,
    }
    assert [name for name, one in found.items() if one.is_planned_late] == ["Spielplatz 2"]
    made.proof(day, 2, is_done=False, problem="Tor zu")  # today's tour has it no more
    assert not any(
        one.planned
        for one in inspections.due(day.organisation, on=today)
        if one.site.name == "Spielplatz 3"
    )
    page = logged_in.get(reverse("tours-overview")).content.decode()
    assert "nicht geplant" in page
    assert "zu spät" in page


def test_hours_and_cost_planned_and_done(day):
    end = timezone.now()
    made.proof(day, 0, started_at=end - timedelta(hours=1), ended_at=end)

    (row,) = months.of(day.organisation, month=timezone.localdate())

    # Three visits of 20 minutes, half an hour of driving, 90 euros an hour
    assert (row.planned_hours, row.planned_cost) == pytest.approx((1.0, 135.0))
    assert (row.done_hours, row.done_cost) == pytest.approx((1.0, 135.0))


def test_corrected_and_doubled_entries_count_once(day):
    end = timezone.now()
    hour = {"started_at": end - timedelta(hours=1), "ended_at": end}
    old = made.proof(day, 0, **hour)
    made.proof(day, 0, **hour)
    fix = Correction(started_at=end - timedelta(minutes=30), ended_at=end)
    executions.correct(old, correction=fix, reason="Zu lang", by=day.dispatcher)

    (row,) = months.of(day.organisation, month=timezone.localdate())

    assert row.done_hours == pytest.approx(0.5)


def test_rain_and_watering_move_a_site_down(day):
    today = timezone.localdate()
    dry = watering.balance({}, on=today)
    wet = watering.balance({today: Weather(day=today, rain_mm=20)}, on=today)
    measured = watering.balance({today: Weather(day=today, rain_mm=20, soil_percent=12)}, on=today)

    assert dry < wet
    assert measured == pytest.approx(12)
    assert watering.balance({}, on=today, watered=today) == 100


def test_the_driest_site_is_first_and_says_why(day, logged_in):
    kind = TaskType.objects.create(organisation=day.organisation, name="Wässern", litres=100)
    Rule.objects.create(organisation=day.organisation, task_type=kind, every_days=7,
                        site_kind=SiteKind.PLAYGROUND, min_gap=5, max_gap=9)  # fmt: skip
    made.proof(day, 0, task_type=kind, key="")
    logged_in.post(reverse("tours-weather"), {"day": timezone.localdate(), "rain_mm": "3,5"})

    found = watering.priorities(day.organisation, on=timezone.localdate())

    assert [one.site.name for one in found] == ["Spielplatz 2", "Spielplatz 3", "Spielplatz 1"]
    assert found[0].reason == "4 mm Regen in 7 Tagen, noch nie gewässert"
    page = logged_in.get(reverse("tours-overview")).content.decode()
    assert "noch nie gewässert" in page


@pytest.mark.parametrize("table", ["kontrollen", "stunden", "wasser"])
def test_the_tables_are_exported(day, logged_in, table):
    made.proof(day, 0)
    response = logged_in.get(reverse("tours-overview-csv", args=[table]))

    assert b"".join(response.streaming_content).decode().startswith("\ufeff")


def test_a_name_and_a_photo_leave_and_the_seals_stay(day, logged_in):
    entry = made.entry(day.stops[0])
    proof = executions.record(day.crew, entry=entry, name="Kim Kranich", photos=[picture()])
    made.proof(day, 1, name="Kim Kranich")
    made.proof(day, 2, name="Ada")

    logged_in.post(reverse("tours-name-remove", args=[proof.pk]))
    logged_in.post(reverse("tours-photo-remove", args=[proof.photos.get().pk]))

    labels = Execution.objects.order_by("turn").values_list("by_label", flat=True)
    assert list(labels) == ["Name entfernt", "Name entfernt", "Ada"]
    assert proof.photos.get().file == ""
    assert sealing.verify(day.organisation) is None
