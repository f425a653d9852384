"""The list, one use case and its forms."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import use_cases
from tests.portal.register import made
from tests.portal.register.addresses.codes import (
    MEMBER,
    MEMBER_INCOMPLETE,
    MEMBER_NO_METHOD,
    OFFICER,
    OFFICER_DONE,
    OFFICER_INCOMPLETE,
    TOWN,
    TOWN_DONE,
    TOWN_NO_METHOD,
    Row,
)
from tests.portal.role_world import SECRET

P = "anwendungsfaelle/"
ONE = P + "{use_case}/"
ROWS = [
    Row(P, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}neu/", MEMBER, MEMBER_INCOMPLETE),
    Row(ONE, TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}bearbeiten/steckbrief/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}ziele/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}verantwortlich/", OFFICER, OFFICER_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}verlauf/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}kommentar/", TOWN_NO_METHOD, TOWN_DONE),
    Row(f"{ONE}kommentar/{{comment}}/entfernen/", TOWN_NO_METHOD, OFFICER_DONE),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    case = made.use_case(officer, f"Prognose {SECRET}", summary=f"Zählt jede {SECRET}.")
    comment = use_cases.comment(case, text=f"Denkt an die {SECRET}.", by=officer)
    return {"use_case": case.pk, "comment": comment.pk}
