"""The page of a crew: by secret link and logged in, with and without JavaScript."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allmende.portal.tours.domain.work import crew_links, sealing
from allmende.portal.tours.enums import OrderState
from allmende.portal.tours.models import Execution, Order
from tests.portal.tours import made_work as made

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def day():
    return made.day()


@pytest.fixture
def home(day):
    token = crew_links.renew(day.crew, kind="phone", by=day.dispatcher)
    return reverse("tours-phone", args=[token])


@pytest.fixture
def phone():
    """Checks CSRF as in real life, and knows no cookie."""
    return Client(enforce_csrf_checks=True)


def said(stop, **fields):
    data = {
        "id": str(uuid.uuid4()), "day": stop.tour.day.isoformat(), "stop": stop.pk,
        "key": stop.key, "label": stop.label, "task_label": str(stop.task_type),
        "site": stop.site_id, "task_type": stop.task_type_id, "ends": "08:00",
        "result": "erledigt",
    }  # fmt: skip
    return data | fields


def test_the_link_shows_the_tour_without_cookie_and_unindexed(day, home, phone):
    response = phone.get(home)

    page = response.content.decode()
    assert response.status_code == 200
    assert "noindex" in response["X-Robots-Tag"]
    assert response.cookies == {}
    assert all(stop.label in page for stop in day.stops)
    assert "manifest-src 'self'" in response["Content-Security-Policy"]


def test_a_form_without_javascript_is_recorded(day, home, phone):
    response = phone.post(f"{home}eintragen/", said(day.stops[0], litres="120", note="Gut"))

    proof = Execution.objects.get()
    assert "Gespeichert." in response.content.decode()
    assert (proof.litres, proof.note, proof.by_label, proof.stop) == (120, "Gut", "Nord",
                                                                     day.stops[0])  # fmt: skip


def test_sending_again_makes_one_entry(day, home, phone):
    data = said(day.stops[0])
    answers = [phone.post(f"{home}eintragen/", data, **JSON).json() for _ in range(3)]

    assert Execution.objects.count() == 1
    assert answers[0] == answers[2] == {"id": data["id"], "said": "Gespeichert.", "problems": []}


def test_a_phone_comes_back_after_three_days_to_a_plan_that_is_gone(home, phone, day):
    late = timezone.localdate() - timedelta(days=3)
    data = said(day.stops[0], day=late.isoformat(), starts="07:30", ends="08:15")
    day.tour.plan.delete()

    answer = phone.post(f"{home}eintragen/", data, **JSON)

    proof = Execution.objects.get()
    assert answer.json()["id"] == str(proof.pk)
    assert timezone.localdate(proof.ended_at) == late
    assert (proof.stop, proof.key, proof.site) == (None, data["key"], day.stops[0].site)
    assert proof.label == day.stops[0].label


def test_two_phones_both_count_and_the_second_is_told(day, home, phone):
    phone.post(f"{home}eintragen/", said(day.stops[0], name="Ada"))
    answer = phone.post(f"{home}eintragen/", said(day.stops[0], name="Ben"), **JSON).json()

    assert "Schon eingetragen von Ada" in answer["said"]
    first, second = Execution.objects.order_by("turn")
    assert (first.doubles, second.doubles) == (None, first)
    assert "schon eingetragen von Ada" in phone.get(home).content.decode()


def test_what_could_not_be_done_needs_its_reason(day, home, phone):
    without = phone.post(f"{home}eintragen/", said(day.stops[0], result="nicht"), **JSON)
    reason = said(day.stops[0], result="nicht", problem="Tor verschlossen")
    given = phone.post(f"{home}eintragen/", reason, **JSON)

    assert (without.status_code, given.status_code) == (422, 200)
    assert "Schreiben Sie den Grund" in without.json()["message"]
    assert Execution.objects.values_list("is_done", "problem").get() == (False, "Tor verschlossen")


def test_extra_work_finds_its_site_by_name(day, home, phone):
    data = {"day": timezone.localdate().isoformat(), "place": "spielplatz 2",
            "task": day.task.pk, "ends": "00:01", "result": "erledigt"}  # fmt: skip
    phone.post(f"{home}eintragen/", data)

    proof = Execution.objects.get()
    assert (proof.site, proof.task_type, proof.stop) == (day.stops[1].site, day.task, None)


def test_a_stop_of_another_town_is_not_touched(day, home, phone):
    other = made.day("ahornried")
    stop = other.stops[0]

    phone.post(f"{home}eintragen/", said(stop), **JSON)

    proof = Execution.objects.get()
    assert proof.organisation == day.organisation
    assert (proof.stop, proof.site, proof.task_type) == (None, None, None)


def test_an_id_of_another_town_is_refused(day, home, phone):
    other = made.day("ahornried")
    taken = made.proof(other)

    answer = phone.post(f"{home}eintragen/", said(day.stops[0], id=str(taken.pk)), **JSON)

    assert answer.status_code == 422
    assert taken.note not in answer.json()["message"] or not taken.note
    assert Execution.objects.count() == 1


def test_an_order_is_done_with_its_proof(day, home, phone):
    stop = day.stops[0]
    stop.order = Order.objects.create(
        organisation=day.organisation, title="Ast", lon=8, lat=48, task_type=day.task, minutes=20,
        earliest=stop.tour.day, latest=stop.tour.day,
    )  # fmt: skip
    stop.save()

    phone.post(f"{home}eintragen/", said(stop))

    stop.order.refresh_from_db()
    assert stop.order.state == OrderState.DONE


def test_a_withdrawn_link_is_gone(day, home, phone):
    crew_links.withdraw(day.crew, kind="phone", by=day.dispatcher)

    assert phone.get(home).status_code == 404


def test_guessing_links_is_limited(day, phone, monkeypatch):
    monkeypatch.setattr("allmende.portal.tours.views.work.door.REQUESTS_PER_MINUTE", 2)
    codes = {phone.get(f"/tour/falsch{n}/").status_code for n in range(9)}

    assert codes == {404, 429}


def test_the_worker_may_serve_only_this_page(home, phone):
    response = phone.get(f"{home}sw.js")

    assert response["Service-Worker-Allowed"] == home
    assert response["Content-Type"].startswith("text/javascript")
    assert response.content.decode().startswith(f'const HOME = "{home}";')


def test_the_dispatcher_sees_a_new_link_once(day, client):
    client.force_login(day.dispatcher.user)
    address = reverse("tours-crew-link", args=[day.crew.pk])
    client.post(address, {"kind": "phone"})

    first, second = client.get(address).content.decode(), client.get(address).content.decode()

    day.crew.refresh_from_db()
    token = first.partition("/tour/")[2].partition("/")[0]
    assert day.crew.token_hash == crew_links.hashed(token)
    assert "<svg" in first
    assert token not in second


def test_members_of_one_crew_go_straight_to_its_tour(day, client):
    client.force_login(day.worker.user)
    response = client.get(reverse("tours-today"), follow=True)

    assert response.redirect_chain == [(reverse("tours-crew-today", args=[day.crew.pk]), 302)]
    client.post(response.redirect_chain[0][0] + "eintragen/", said(day.stops[0]))
    assert Execution.objects.get().by == day.worker.user
    assert sealing.verify(day.organisation) is None


def test_the_page_costs_the_same_whatever_is_recorded(
    day, home, phone, django_assert_max_num_queries
):
    for stop in (0, 0, 1, 2):
        made.proof(day, stop)

    with django_assert_max_num_queries(12):
        phone.get(home)
