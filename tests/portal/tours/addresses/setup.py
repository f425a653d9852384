"""What there is: one of each kind of the town, called by the secret."""

from datetime import date
from typing import Any

from allmende.portal.core.domain import stored_files
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours.domain.setup import registers
from allmende.portal.tours.models import (
    Closure,
    CrewAbsence,
    RefillPoint,
    SiteImport,
    Vehicle,
)
from tests.portal.network_codes import Row
from tests.portal.role_world import SECRET
from tests.portal.tours import made_setup as made
from tests.portal.tours.addresses.codes import (
    ENTERS,
    ENTERS_NO_METHOD,
    PLANS,
    PLANS_INCOMPLETE,
    PLANS_NO_METHOD,
    PLANS_OBJECT,
    PLANS_OBJECT_DONE,
    PLANS_OBJECT_INCOMPLETE,
    READS,
    READS_NO_METHOD,
    READS_OBJECT,
)

T = "werkzeuge/touren/"
GET, BOTH = ("get",), ("get", "post")
# Path below the tool and the name of the object, where adding, changing and deleting is alike.
KEPT = {
    "regeln/": "tour_rule",
    "arbeiten/": "tour_task",
    "faehigkeiten/": "tour_skill",
    "kolonnen/": "tour_crew",
    "fahrzeuge/": "tour_vehicle",
    "betriebshof/": "tour_depot",
    "betriebshof/wasser/": "tour_refill",
    "strassen/sperrungen/": "tour_closure",
}
# Forms that offer something by its name.
OFFERING = {"regeln/", "arbeiten/", "kolonnen/", "fahrzeuge/"}


def _kept() -> list[Row]:
    rows = []
    for path, name in KEPT.items():
        at = f"{T}{path}{{{name}}}/"
        offers = BOTH if path in OFFERING else ()
        rows += [
            Row(f"{T}{path}neu/", PLANS, PLANS_INCOMPLETE, tells=offers),
            Row(at, PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE, tells=BOTH),
            Row(f"{at}loeschen/", PLANS_OBJECT, PLANS_OBJECT_DONE, tells=GET),
        ]
    return rows


IMPORT = f"{T}orte/einlesen/{{tour_import}}/"
CREW = f"{T}kolonnen/{{tour_crew}}/ausfaelle/"
ROWS = [
    Row(f"{T}karte/strassen.json", ENTERS, ENTERS_NO_METHOD),
    Row(f"{T}orte/karte.json", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}orte/", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}orte/liste.csv", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}orte/liste.geojson", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}orte/aus-der-karte/", PLANS, PLANS_INCOMPLETE),
    Row(f"{T}orte/neu/", PLANS, PLANS_INCOMPLETE),
    Row(f"{T}orte/{{tour_site}}/", READS_OBJECT, READS_NO_METHOD, tells=GET),
    Row(f"{T}orte/{{tour_site}}/bearbeiten/", PLANS_OBJECT, PLANS_OBJECT_INCOMPLETE, tells=BOTH),
    Row(f"{T}orte/{{tour_site}}/loeschen/", PLANS_OBJECT, PLANS_OBJECT_DONE, tells=GET),
    Row(f"{T}orte/einlesen/", PLANS, PLANS_INCOMPLETE, tells=BOTH),
    Row(IMPORT, PLANS_OBJECT, PLANS_OBJECT_DONE, tells=GET),
    Row(f"{IMPORT}uebernehmen/", PLANS_NO_METHOD, PLANS_OBJECT_DONE),
    Row(f"{IMPORT}fehler.csv", PLANS_OBJECT, PLANS_NO_METHOD, tells=GET),
    Row(f"{IMPORT}zuruecknehmen/", PLANS_OBJECT, PLANS_OBJECT_DONE, tells=GET),
    Row(f"{T}regeln/", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}regeln/vorlagen/", PLANS, PLANS_INCOMPLETE),
    Row(f"{T}kolonnen/", READS, READS_NO_METHOD, tells=GET),
    Row(CREW, PLANS_NO_METHOD, PLANS_OBJECT_DONE),
    Row(f"{CREW}{{tour_absence}}/loeschen/", PLANS_NO_METHOD, PLANS_OBJECT_DONE),
    Row(f"{T}betriebshof/", READS, READS_NO_METHOD, tells=GET),
    Row(f"{T}strassen/", PLANS, PLANS_INCOMPLETE, tells=BOTH),
    Row(f"{T}strassen/sperrungen/{{tour_closure}}/beenden/", PLANS_NO_METHOD, PLANS_OBJECT_DONE),
    *_kept(),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    del objects
    mine: dict[str, Any] = {"organisation": town}
    site, depot = made.site(town, f"Platz {SECRET}"), made.depot(town, f"Hof {SECRET}")
    task, skill = made.task(town, f"Arbeit {SECRET}"), made.skill(town, f"Gerät {SECRET}")
    crew = made.crew(depot, f"Kolonne {SECRET}")
    crew.members.add(people["own staff"])
    absence = CrewAbsence.objects.create(
        crew=crew, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3)
    )
    register = f"Nummer;Name;Art;X;Y\n1;{SECRET};Baum;9.0;48.6\n2;x;Baum;{SECRET};48.6\n".encode()
    stored = stored_files.store(register, folder=registers.FOLDER)
    columns = {"number": "Nummer", "name": "Name", "kind": "Art", "x": "X", "y": "Y"}
    waiting = SiteImport.objects.create(
        file=stored.name, file_name=f"{SECRET}.csv", columns=columns, **mine
    )
    named = {"name": f"Wagen {SECRET}", **mine}
    refill = RefillPoint.objects.create(**(named | {"lon": depot.lon, "lat": depot.lat}))
    closure = Closure.objects.create(
        title=f"Sperrung {SECRET}", street="Hauptstraße", starts_on=date(2026, 3, 2), **mine
    )
    return {
        "tour_site": site.pk,
        "tour_rule": made.rule(task).pk,
        "tour_task": task.pk,
        "tour_skill": skill.pk,
        "tour_crew": crew.pk,
        "tour_absence": absence.pk,
        "tour_vehicle": Vehicle.objects.create(**named).pk,
        "tour_depot": depot.pk,
        "tour_refill": refill.pk,
        "tour_closure": closure.pk,
        "tour_import": waiting.pk,
    }
