"""The acceptance test of the assistant, which hands its score to the register."""

from typing import Any

from allmende.portal.assistant.models import AcceptanceQuestion, AcceptanceRun
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.register.addresses.codes import Row, codes
from tests.portal.role_world import SECRET

P = "wissen/prueffragen/"
# Editors and AI officers, each for the own organisation
TESTER = codes("302 302 302 | 403 200 403 403 | 403 200 403 403 | 200 403 403 403 | 200")
TESTER_INCOMPLETE = codes("302 302 302 | 403 422 403 403 | 403 422 403 403 | 422 403 403 403 | 422")
TESTER_DONE = codes("302 302 302 | 403 302 403 403 | 403 302 403 403 | 302 403 403 403 | 302")
TESTER_NO_METHOD = codes("302 302 302 | 403 405 403 403 | 403 405 403 403 | 405 403 403 403 | 405")
# An object of the town
MINE = codes("302 302 302 | 403 200 403 403 | 403 404 403 403 | 200 403 403 403 | 404")
MINE_INCOMPLETE = codes("302 302 302 | 403 422 403 403 | 403 404 403 403 | 422 403 403 403 | 404")
MINE_DONE = codes("302 302 302 | 403 302 403 403 | 403 404 403 403 | 302 403 403 403 | 404")
ROWS = [
    Row(P, TESTER, TESTER_NO_METHOD, tells=("get",)),
    Row(f"{P}export.csv", TESTER, TESTER_NO_METHOD, tells=("get",)),
    Row(f"{P}neu/", TESTER, TESTER_INCOMPLETE),
    Row(f"{P}einlesen/", TESTER, TESTER_INCOMPLETE),
    Row(f"{P}pruefen/", TESTER_NO_METHOD, TESTER_DONE),
    Row(f"{P}ergebnis/{{run}}/", MINE, TESTER_NO_METHOD, tells=("get",)),
    Row(f"{P}{{test_question}}/", MINE, MINE_INCOMPLETE, tells=("get",)),
    Row(f"{P}{{test_question}}/loeschen/", MINE, MINE_DONE, tells=("get",)),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    question = AcceptanceQuestion.objects.create(
        organisation=town, text=f"Wem gehört die {SECRET}?", expects_refusal=True
    )
    row = {"text": question.text, "right": True, "question": question.pk, "quoted": []}
    run = AcceptanceRun.objects.create(organisation=town, rows=[row], total=1, right=1)
    return {"test_question": question.pk, "run": run.pk}
