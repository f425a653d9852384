"""What was done: a tour of the secret crew with its proof, and another town's phone."""

from datetime import time
from typing import Any

from django.utils import timezone

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.register.models import BlockUse
from allmende.portal.tours.domain.work import crew_links, executions
from allmende.portal.tours.domain.work.entries import Entry
from allmende.portal.tours.models import Crew, Site, Stop, TaskType
from tests import factories
from tests.portal.network_codes import NO_METHOD, PUBLIC, Row, everybody
from tests.portal.role_world import SECRET
from tests.portal.tours import made_work as made
from tests.portal.tours.addresses.codes import (
    ENTERS_NO_METHOD,
    ENTERS_OBJECT,
    PLANS_OBJECT,
    PLANS_OBJECT_DONE,
    PLANS_OBJECT_INCOMPLETE,
    READS,
    READS_DONE,
    READS_NO_METHOD,
    READS_OBJECT,
    object_of_town,
    own,
)
from tests.portal.tours.work.test_photos import picture

T = "werkzeuge/touren/"
TODAY = f"{T}heute/{{tour_crew}}/"
PHONE = "tour/{tour_token}/"
PROOF = f"{T}nachweise/{{tour_proof}}/"
GET, BOTH = ("get",), ("get", "post")
CREW_NO_METHOD = object_of_town(crew=405, dispatcher=405, reader=405)
CREW_INCOMPLETE = object_of_town(crew=422, dispatcher=422, reader=422)
NO_KIND = object_of_town(crew=403, dispatcher=404, reader=403)
WEATHER_INCOMPLETE = own(crew=403, dispatcher=422, reader=422)

ROWS = [
    Row(f"{T}heute/", own(crew=302, dispatcher=200, reader=200), ENTERS_NO_METHOD, tells=GET),
    Row(TODAY, ENTERS_OBJECT, CREW_NO_METHOD, tells=GET),
    Row(f"{TODAY}eintragen/", CREW_NO_METHOD, CREW_INCOMPLETE, tells=("post",)),
    Row(f"{TODAY}sw.js", ENTERS_OBJECT, CREW_NO_METHOD),
    Row(f"{TODAY}app.webmanifest", ENTERS_OBJECT, CREW_NO_METHOD, tells=GET),
    Row(f"{TODAY}blatt.pdf", ENTERS_OBJECT, CREW_NO_METHOD, tells=GET),
    Row(f"{TODAY}tour.gpx", ENTERS_OBJECT, CREW_NO_METHOD, tells=GET),
    Row(f"{TODAY}link/", PLANS_OBJECT, NO_KIND, tells=GET),
    Row(PHONE, PUBLIC, NO_METHOD),
    Row(f"{PHONE}eintragen/", NO_METHOD, everybody(422)),
    Row(f"{PHONE}sw.js", PUBLIC, NO_METHOD),
    Row(f"{PHONE}app.webmanifest", PUBLIC, NO_METHOD),
    Row(f"{PHONE}blatt.pdf", PUBLIC, NO_METHOD),
    Row(f"{PHONE}tour.gpx", PUBLIC, NO_METHOD),
    Row("tour/{tour_calendar}/kalender.ics", PUBLIC, NO_METHOD),
    Row(f"{T}nachweise/", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}nachweise/pruefen/", READS_NO_METHOD, READS_DONE),
    Row(f"{T}nachweise/export.csv", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}nachweise/export.xlsx", READS, READS_NO_METHOD),
    Row(PROOF, READS_OBJECT, READS_NO_METHOD, tells=GET),
    Row(f"{PROOF}korrigieren/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE, tells=BOTH),
    Row(f"{PROOF}name-entfernen/", PLANS_OBJECT, PLANS_OBJECT_DONE, tells=GET),
    Row(f"{T}nachweise/foto/{{tour_photo}}/", READS_OBJECT, READS_NO_METHOD),
    Row(f"{T}nachweise/foto/{{tour_photo}}/entfernen/", PLANS_OBJECT, PLANS_OBJECT_DONE, tells=GET),
    Row(f"{T}nachweise/ort/{{tour_site}}/", READS_OBJECT, READS_NO_METHOD, tells=GET),
    Row(f"{T}uebersicht/", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}uebersicht/wetter/", READS, WEATHER_INCOMPLETE),
    Row(f"{T}uebersicht/export/stunden.csv", READS, READS_NO_METHOD, tells=GET),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    crew = Crew.objects.get(pk=objects["tour_crew"])
    site = Site.objects.get(pk=objects["tour_site"])
    task = TaskType.objects.get(pk=objects["tour_task"])
    tour = made.tour_of(crew, timezone.localdate(), number=900)
    stop = Stop.objects.create(
        tour=tour, sequence=1, key="geheim", site=site, task_type=task, label=site.name,
        lon=site.lon, lat=site.lat, arrives=time(8), begins=time(8), ends=time(9),
    )  # fmt: skip
    entry = Entry(
        ended_at=timezone.now(), label=site.name, task_label=task.name, key="geheim", stop=stop,
        site=site, task_type=task, note=SECRET,
    )  # fmt: skip
    proof = executions.record(crew, entry=entry, name=f"Frau {SECRET}", photos=[picture()])
    return {"tour_proof": proof.pk, "tour_photo": proof.photos.get().pk, **_phone()}


def _phone() -> dict[str, str]:
    """Of a town of its own: whoever knows the address comes in, and nothing of it is secret."""
    place = factories.organisation("tourenstadt")
    BlockUse.objects.create(organisation=place, block=BuildingBlock.TOURS)
    chief = factories.member(place, Role.DISPATCHER)
    at = made.fill(place, chief, factories.member(place))
    return {
        "tour_token": crew_links.renew(at.crew, kind="phone", by=chief),
        "tour_calendar": crew_links.renew(at.crew, kind="calendar", by=chief),
    }
