"""The public register, and the way into it."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from tests.portal.register import made, shared
from tests.portal.register.addresses.codes import (
    INCOMPLETE,
    NO_METHOD,
    OFFICER,
    OFFICER_INCOMPLETE,
    PUBLIC,
    Row,
)
from tests.portal.role_world import SECRET

O = "o/{slug}/ki-register/"  # noqa: E741 -- as the address says
ONE = f"{O}{{public_entry}}/"
ROWS = [
    Row(O, PUBLIC, NO_METHOD),
    Row(ONE, PUBLIC, NO_METHOD),
    Row(f"{ONE}fassung/1/", PUBLIC, NO_METHOD),
    Row(f"{ONE}rueckmeldung/", PUBLIC, INCOMPLETE),
    Row(f"{ONE}rueckmeldung/angekommen/", PUBLIC, NO_METHOD),
    Row(
        "anwendungsfaelle/{use_case}/veroeffentlichen/",
        OFFICER,
        OFFICER_INCOMPLETE,
        tells=("get", "post"),
    ),
    Row(
        "anwendungsfaelle/{published_case}/zurueckziehen/",
        OFFICER,
        OFFICER_INCOMPLETE,
        tells=("get", "post"),
    ),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    publication = shared.publish(officer, "Öffentliche Prognose")
    case = publication.use_case
    assert case is not None
    case.title = f"Neuer Titel {SECRET}"  # what is written since then stays inside
    case.summary = f"Neu: {SECRET}"
    case.save()
    made.use_case(officer, f"Nie veröffentlicht {SECRET}")
    return {"public_entry": publication.entry, "published_case": case.pk}
