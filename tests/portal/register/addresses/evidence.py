"""Evidence of one use case, its files, its withdrawal."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import evidence
from allmende.portal.register.models import UseCase
from tests.portal.register.addresses.codes import TOWN, TOWN_NO_METHOD, Row, codes
from tests.portal.role_world import SECRET

ONE = "anwendungsfaelle/{use_case}/nachweise/"
# The AI officer and the data protection officer (there is no security officer in this world)
PROVES = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 200 200 403 403 | 404")
PROVES_INCOMPLETE = codes("302 302 302 | 403 403 403 403 | 404 404 404 404 | 422 422 403 403 | 404")
ROWS = [
    Row(ONE, TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}export.csv", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}neu/", PROVES, PROVES_INCOMPLETE, tells=("get", "post")),
    Row(f"{ONE}{{evidence}}/datei/", TOWN, TOWN_NO_METHOD, tells=("get",)),
    Row(f"{ONE}{{evidence}}/zurueckziehen/", PROVES, PROVES_INCOMPLETE, tells=("get", "post")),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    officer = people["own ai_officer"]
    case = UseCase.objects.get(pk=objects["use_case"])
    values = {
        "kind": "document",
        "subject": "concept",
        "title": f"Konzept {SECRET}",
        "issued_on": timezone.localdate(),
        "issuer": "Hauptamt",
    }
    file = ContentFile(f"Die {SECRET} liegt bereit.".encode(), name=f"{SECRET}.txt")
    kept = evidence.record(case, values=values, file=file, by=officer)
    return {"evidence": kept.pk}
