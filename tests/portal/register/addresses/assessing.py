"""Questionnaire, result, versions, duties, and what new rules have changed."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import assessing
from allmende.portal.register.models import Assessment, UseCase
from tests.portal.register.addresses.codes import (
    MEMBER,
    MEMBER_DONE,
    MEMBER_NO_METHOD,
    OFFICER,
    OFFICER_DONE,
    OFFICER_INCOMPLETE,
    OFFICER_NO_METHOD,
    TOWN,
    TOWN_NO_METHOD,
    Row,
)
from tests.portal.role_world import SECRET

P = "anwendungsfaelle/"
ONE = P + "{use_case}/"
ROWS = [
    Row(f"{P}einstufung/geaendert/", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}einstufung/geaendert/export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}einstufung/geaendert/bestaetigen/", MEMBER_NO_METHOD, MEMBER_DONE),
    Row(f"{ONE}einstufung/", OFFICER_DONE, OFFICER_NO_METHOD),
    Row(f"{ONE}einstufung/schritt/rolle/", OFFICER, OFFICER_DONE, tells=("get",)),
    Row(f"{ONE}einstufung/ergebnis/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}einstufung/festhalten/", OFFICER_NO_METHOD, OFFICER_DONE),
    Row(f"{ONE}einstufung/fassung/{{assessment}}/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}pflichten/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}pflichten/export.csv", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}pflichten/art4/", TOWN, OFFICER_INCOMPLETE, tells=("get", "post")),
]


def fill(_town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    case = UseCase.objects.get(pk=objects["use_case"])
    notes = {"ki_system": f"Wie bei der {SECRET}."}
    assessing.answer(case, answers={"ki_system": "ja"}, notes=notes, revision=0, by=officer)
    held = assessing.conclude(case, by=officer)
    sentences = [f"Neue Pflicht: {SECRET}."]
    Assessment.objects.filter(pk=held.pk).update(by_rules=True, changes=sentences)
    assessing.set_duty(
        case,
        rule="art4",
        state="done",
        note=f"Schulung zur {SECRET}",
        responsible=officer,
        evidence=None,
        revision=0,
        by=officer,
    )
    return {"assessment": held.pk}
