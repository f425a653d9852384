"""The AI strategy."""

from datetime import date
from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import strategy
from tests.portal.register.addresses.codes import MEMBER, MEMBER_NO_METHOD, Row, codes
from tests.portal.role_world import SECRET

P = "anwendungsfaelle/strategie/"
LEAD = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 200 403 403 200 | 200")
LEAD_INCOMPLETE = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 422 403 403 422 | 422")
LEAD_DONE = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 302 403 403 302 | 302")
LEAD_NO_METHOD = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 405 403 403 405 | 405")
TOWN_LEAD = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 200 403 403 200 | 404")
TOWN_LEAD_INCOMPLETE = codes(
    "302 302 302 | 403 403 403 403 | 403 403 403 403 | 422 403 403 422 | 404"
)
TOWN_LEAD_DONE = codes("302 302 302 | 403 403 403 403 | 403 403 403 403 | 302 403 403 302 | 404")
ROWS = [
    Row(P, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}neu/", LEAD, LEAD_INCOMPLETE, tells=("get", "post")),
    Row(f"{P}vorschlag/simpler/", LEAD_NO_METHOD, LEAD_DONE),
    Row(f"{P}{{target}}/", TOWN_LEAD, TOWN_LEAD_INCOMPLETE, tells=("get", "post")),
    Row(f"{P}{{target}}/stand/", TOWN_LEAD, TOWN_LEAD_INCOMPLETE, tells=("get", "post")),
    Row(f"{P}{{target}}/loeschen/", TOWN_LEAD, TOWN_LEAD_DONE, tells=("get",)),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    target = strategy.add(
        town,
        values={
            "horizon": "one",
            "title": f"Jede {SECRET} ist gezählt",
            "text": "",
            "due_on": date(2027, 12, 31),
        },
        by=people["own leadership"],
    )
    return {"target": target.pk}
