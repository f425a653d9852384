"""Threads."""

from typing import Any

from allmende.portal.organisations.models import Member, Organisation
from tests.portal.network_codes import MEMBER, MEMBER_NO_METHOD, Row

ROWS = [Row("austausch/", MEMBER, MEMBER_NO_METHOD)]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    return {}
