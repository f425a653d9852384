"""The selection matrix, points with reasons, the portfolio."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import criteria
from allmende.portal.register.models import UseCase
from tests.portal.register.addresses.codes import (
    MEMBER,
    MEMBER_NO_METHOD,
    OFFICERS,
    OFFICERS_INCOMPLETE,
    Row,
    codes,
)
from tests.portal.role_world import SECRET

P = "anwendungsfaelle/"
# The AI officer and the leadership
SCORES = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 200 403 403 200 | 404")
SCORED = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 302 403 403 302 | 404")
ROWS = [
    Row(f"{P}portfolio/", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}portfolio/export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}einrichtung/kriterien/", OFFICERS, OFFICERS_INCOMPLETE, tells=("get",)),
    Row(f"{P}einrichtung/kriterien/neu/", OFFICERS, OFFICERS_INCOMPLETE),
    Row(f"{P}{{use_case}}/bewertung/", SCORES, SCORED, tells=("get",)),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    criteria.add(town, title=f"Nähe zur {SECRET}", kind="benefit", weight=1, by=officer)
    case = UseCase.objects.get(pk=objects["use_case"])
    given = {"citizens": (3, f"Viele suchen die {SECRET}.")}
    criteria.score(case, points_and_reasons=given, by=officer)
    return {}
