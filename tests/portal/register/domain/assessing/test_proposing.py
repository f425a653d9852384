"""What the record suggests; nothing is answered by it."""

import pytest

from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.register.domain import assessing, building_blocks
from allmende.portal.register.models import AnswerSheet
from tests.portal.register import made

pytestmark = pytest.mark.django_db
EMPTY = {
    "personal_data": "",
    "special_categories": "",
    "model_name": "",
    "building_block": "",
    "provider": "",
    "target_group": "",
}


def proposed(case):
    return {q: proposal.answer for q, proposal in assessing.proposals(case).items()}


def test_an_empty_record_of_no_town_suggests_nothing(officer):
    officer.organisation.kind = OrganisationKind.COMPANY
    officer.organisation.save()
    case = made.use_case(officer, **EMPTY)
    case.refresh_from_db()
    assert assessing.proposals(case) == {}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"personal_data": "unklar"}, {"personenbezug": "unklar"}),
        ({"special_categories": "Gesundheit"}, {"dsfa_sensibel": "ja"}),
        ({"model_name": "Bilderkennung"}, {"ki_system": "ja"}),
        ({"provider": "Beispiel GmbH"}, {"rolle_betreiber": "ja"}),
        ({"target_group": "staff"}, {"personal_nutzung": "ja"}),
        ({"target_group": "citizens"}, {"barriere_oberflaeche": "ja"}),
    ],
)
def test_a_field_suggests_an_answer(officer, fields, expected):
    case = made.use_case(officer, **{**EMPTY, **fields})
    assert proposed(case) == {"oeffentlich": "ja", **expected}


def test_says_what_stands_in_the_record(officer):
    case = made.use_case(officer, **{**EMPTY, "model_name": "x" * 200})
    found = assessing.proposals(case)["ki_system"].because
    assert found.startswith("Modell und Verfahren: xxx")
    assert len(found) == 140


def test_a_building_block_knows_itself_best(officer):
    case = made.use_case(officer, building_block="assistant")
    known = building_blocks.proposed_answers(case)
    assert {q: proposed(case)[q] for q in known} == {q: p.answer for q, p in known.items()}
    assert proposed(case)["art50_inhalte"] == "nein"


def test_a_suggestion_counts_for_nothing(officer):
    case = made.use_case(officer, building_block="assistant")
    assert assessing.proposals(case)
    assert assessing.preview(case).risk.value == "pruefung_noetig"
    assert not AnswerSheet.objects.exists()
