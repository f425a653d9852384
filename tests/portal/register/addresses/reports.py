"""Answers to the council and yearly reports."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.reports.domain import writing
from tests.portal.register.addresses.codes import (
    MEMBER,
    MEMBER_NO_METHOD,
    TOWN,
    TOWN_NO_METHOD,
    Row,
    codes,
)
from tests.portal.register.addresses.strategy import LEAD, LEAD_INCOMPLETE
from tests.portal.role_world import SECRET

P = "berichte/"
ONE = f"{P}{{report}}/"
PART = f"{ONE}abschnitt/{{section}}/"
LEAD_OF_TOWN = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 200 403 403 200 | 404")
INCOMPLETE = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 422 403 403 422 | 404")
DONE = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 302 403 403 302 | 404")
NO_METHOD = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 405 403 403 405 | 404")
ROWS = [
    Row(P, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}ratsanfrage/", LEAD, LEAD_INCOMPLETE),
    Row(f"{P}jahresbericht/", LEAD, LEAD_INCOMPLETE),
    Row(f"{P}vorlage/", LEAD, LEAD_INCOMPLETE),
    Row(ONE, TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}bericht.docx", TOWN, TOWN_NO_METHOD, tells=("get",)),  # its name has the title
    Row(f"{ONE}angaben/", LEAD_OF_TOWN, INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}fragen/", LEAD_OF_TOWN, INCOMPLETE, tells=("get", "post")),
    Row(PART, LEAD_OF_TOWN, INCOMPLETE, tells=("get", "post")),
    Row(f"{PART}zurueck/", NO_METHOD, DONE),
    Row(f"{ONE}fuellen/", NO_METHOD, DONE),
    Row(f"{ONE}fertig/", LEAD_OF_TOWN, DONE, tells=("get",)),
    Row(f"{ONE}kopie/", NO_METHOD, DONE),
    Row(f"{ONE}loeschen/", LEAD_OF_TOWN, DONE, tells=("get",)),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    report = writing.begin_council(
        town,
        values={"title": f"Anfrage zur {SECRET}"},
        questions=["Was ist für die Zukunft geplant?"],
        by=people["own ai_officer"],
    )
    return {"report": report.pk, "section": report.sections.get().pk}
