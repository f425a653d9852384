"""The platform's applications."""

from typing import Any

from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import building_blocks
from tests import factories
from tests.portal.register.addresses.codes import MEMBER, MEMBER_NO_METHOD, Row, codes
from tests.portal.role_world import SECRET

P = "werkzeuge/"
# Administrators and AI officers of both towns; the neighbour's is on without an entry.
SWITCH = codes("302 302 302 | 403 403 403 200 | 403 403 403 200 | 200 403 403 403 | 200")
SWITCHED = codes("302 302 302 | 403 403 403 302 | 403 403 403 302 | 302 403 403 403 | 302")
ROWS = [
    Row(P, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{P}assistant/einschalten/", MEMBER_NO_METHOD, SWITCHED),
    Row(f"{P}assistant/ausschalten/", SWITCH, SWITCHED),
    Row(f"{P}assistant/aufnehmen/", MEMBER_NO_METHOD, SWITCHED),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = factories.member(town, Role.AI_OFFICER, email="werkzeug@example.org")
    case = building_blocks.add_to_register(town, block="assistant", by=officer)
    case.title = f"Auskunft {SECRET}"
    case.save()
    return {}
