"""Plans: one that holds with a tour of the secret crew, and an order."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours.enums import PlanState
from allmende.portal.tours.models import Crew, Order, Plan, Site, Stop, TaskType, Tour
from tests.portal.network_codes import Row
from tests.portal.role_world import SECRET
from tests.portal.tours.addresses.codes import (
    ENTERS_NO_METHOD,
    ENTERS_OBJECT,
    PLANS,
    PLANS_DONE,
    PLANS_INCOMPLETE,
    PLANS_NO_METHOD,
    PLANS_OBJECT,
    PLANS_OBJECT_DONE,
    PLANS_OBJECT_INCOMPLETE,
    READS,
    READS_NO_METHOD,
    READS_OBJECT,
    object_of_town,
    own,
)

T = "werkzeuge/touren/"
P = f"{T}plaene/{{tour_plan}}/"
TOUR = f"{P}touren/{{tour_tour}}/"
STOP = f"{P}einsaetze/{{tour_stop}}/"
GET, BOTH = ("get",), ("get", "post")
# The plan is looked up before the method is.
PRESSED = object_of_town(crew=403, dispatcher=405, reader=403)
SHOWN = object_of_town(crew=403, dispatcher=405, reader=405)
TOUR_SHOWN = object_of_town(crew=405, dispatcher=405, reader=405)

ROWS = [
    Row(T, own(crew=302, dispatcher=200, reader=200), ENTERS_NO_METHOD, tells=GET),
    Row(f"{T}plaene/", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}plaene/neu/", PLANS, PLANS_INCOMPLETE, tells=BOTH),
    Row(f"{T}plaene/aufraeumen/", PLANS_NO_METHOD, PLANS_DONE),
    Row(P, READS_OBJECT, SHOWN, tells=GET),
    Row(f"{P}karte.json", READS_OBJECT, SHOWN, tells=GET),
    Row(f"{P}einsaetze.csv", READS_OBJECT, SHOWN, tells=GET),
    Row(f"{P}einsaetze.xlsx", READS_OBJECT, SHOWN),
    Row(f"{P}vergleich/", READS_OBJECT, SHOWN),
    Row(TOUR, ENTERS_OBJECT, TOUR_SHOWN, tells=GET),
    Row(f"{TOUR}karte.json", ENTERS_OBJECT, TOUR_SHOWN, tells=GET),
    Row(f"{STOP}verschieben/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE, tells=BOTH),
    Row(f"{STOP}festlegen/", PRESSED, PLANS_OBJECT_DONE),
    Row(f"{P}eilauftrag/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE, tells=BOTH),
    Row(f"{P}ausfall/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE, tells=BOTH),
    Row(f"{P}sperrung/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE),
    Row(f"{P}zurueck/", PRESSED, PLANS_OBJECT_DONE),
    Row(f"{P}wiederherstellen/", PRESSED, PLANS_OBJECT_DONE),
    Row(f"{P}veroeffentlichen/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE),
    Row(f"{P}festhalten/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE),
    Row(f"{P}loeschen/", PLANS_OBJECT, PLANS_OBJECT_DONE),
    Row(f"{T}auftraege/", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}auftraege/{{tour_order}}/zurueckziehen/", PLANS_NO_METHOD, PLANS_OBJECT_DONE),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    del people
    crew = Crew.objects.get(pk=objects["tour_crew"])
    site = Site.objects.get(pk=objects["tour_site"])
    task = TaskType.objects.get(pk=objects["tour_task"])
    today = timezone.localdate()
    at: dict[str, Any] = {"lon": site.lon, "lat": site.lat}
    plan = Plan.objects.create(
        organisation=town, number=800, title=SECRET, first=today, state=PlanState.PUBLISHED
    )
    tour = Tour.objects.create(plan=plan, crew=crew, day=today, leaves=time(7), returns=time(15))
    stop = Stop.objects.create(
        tour=tour, sequence=1, key="s1", site=site, task_type=task, label=site.name,
        arrives=time(8), begins=time(8), ends=time(9), **at,
    )  # fmt: skip
    order = Order.objects.create(
        organisation=town, title=f"Auftrag {SECRET}", task_type=task, minutes=10,
        earliest=today, latest=today + timedelta(days=1), **at,
    )  # fmt: skip
    return {
        "tour_plan": plan.pk,
        "tour_tour": tour.pk,
        "tour_stop": stop.pk,
        "tour_order": order.pk,
    }
