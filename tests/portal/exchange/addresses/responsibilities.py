"""Matrices: one inside the town, of its AI officer."""

from typing import Any

from allmende.portal.exchange.domain.responsibilities import matrices
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.network_codes import MEMBER, MEMBER_NO_METHOD, TOWN, Row, codes, members
from tests.portal.role_world import SECRET

Z = "austausch/zustaendigkeiten/"
M = f"{Z}{{matrix}}/"


def town(staff: int, keeper: int) -> tuple[int, ...]:
    """Administration, AI officer and leadership of the town keep it."""
    return codes(
        f"302 302 302 | {staff} {staff} {staff} {keeper} | 404 404 404 404 | "
        f"{keeper} {staff} {staff} {keeper} | 404 | 404 404 404 404"
    )


ROWS = [
    Row(Z, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{Z}export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{Z}neu/", MEMBER, members(422), tells=("get", "post")),
    Row(M, TOWN, town(405, 405), tells=("get",)),
    Row(f"{M}bearbeiten/", town(403, 200), town(403, 422), tells=("get", "post")),
    Row(f"{M}aufgaben/", town(403, 200), town(403, 409), tells=("get", "post")),
    Row(f"{M}kopieren/", town(405, 405), town(302, 302)),
    Row(f"{M}loeschen/", town(403, 200), town(403, 302), tells=("get",)),
    Row(f"{M}datei.docx", TOWN, town(405, 405), tells=("get",)),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    values = {"title": f"Wer hütet die {SECRET}?", "audience": "organisation", "group": None}
    matrix = matrices.create_matrix(
        town,
        values=values,
        tasks=[{"title": f"{SECRET} pflegen", "town": "leads"}],
        by=people["own ai_officer"],
    )
    return {"matrix": matrix.pk}
