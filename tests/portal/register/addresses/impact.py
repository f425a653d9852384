"""DSFA: the whole, its sections, risks, questions, opinion and files."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain.impact import risks, writing
from allmende.portal.register.enums import ImpactKind
from allmende.portal.register.models import UseCase
from tests.portal.register.addresses.codes import (
    OFFICER,
    OFFICER_DONE,
    OFFICER_INCOMPLETE,
    OFFICER_NO_METHOD,
    TOWN,
    TOWN_NO_METHOD,
    Row,
    codes,
)
from tests.portal.role_world import SECRET

ONE = "anwendungsfaelle/{use_case}/"
DSFA = f"{ONE}dsfa/"
PRIVACY = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 403 200 403 403 | 404")
PRIVACY_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 404 404 404 404 | 403 422 403 403 | 404"
)
ROWS = [
    Row(DSFA, TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}fria/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{DSFA}beginnen/", OFFICER_NO_METHOD, OFFICER_DONE),
    Row(f"{DSFA}abschnitt/vorhaben/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{DSFA}abschnitt/vorhaben/abgleichen/", OFFICER_NO_METHOD, OFFICER_DONE),
    Row(f"{DSFA}prueffragen/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{DSFA}risiken/neu/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{DSFA}risiken/{{risk}}/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{DSFA}risiken/{{risk}}/entfernen/", OFFICER, OFFICER_DONE, tells=("get",)),
    Row(f"{DSFA}vorlegen/", OFFICER_NO_METHOD, OFFICER_DONE),
    Row(f"{DSFA}stellungnahme/", PRIVACY, PRIVACY_INCOMPLETE, tells=("get", "post")),
    Row(f"{DSFA}datei.docx", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{DSFA}datei.pdf", TOWN, TOWN_NO_METHOD, tells=("get",)),
]


def fill(_town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    case = UseCase.objects.get(pk=objects["use_case"])
    document = writing.start(case, kind=ImpactKind.DSFA, by=officer)
    values = {
        "title": f"Verlust der {SECRET}",
        "goal": "vertraulichkeit",
        "affected": "",
        "severity": 3,
        "likelihood": 2,
        "measures": "Verschließen",
        "responsible": "",
        "severity_after": 2,
        "likelihood_after": 1,
    }
    risk = risks.add(document, values=values, by=officer)
    return {"risk": risk.pk}
