import json

import pytest

from allmende.engines.regulation.evaluation import evaluate
from allmende.engines.regulation.storing import from_json, to_json
from tests.engines.regulation.cases import RULES, TODAY, assess, yes


@pytest.mark.parametrize(
    "assessment",
    [
        assess(
            **yes("leistungen", "leistung_anspruch", "personal_nutzung", "personal_ueberwachung")
        ),
        evaluate({}, rules=RULES, state=None, on=TODAY),
    ],
    ids=["high risk", "nothing answered"],
)
def test_a_stored_assessment_comes_back_whole(assessment):
    assert from_json(json.loads(json.dumps(to_json(assessment)))) == assessment


def test_refuses_what_it_cannot_read():
    with pytest.raises(ValueError, match="nicht lesbar"):
        from_json({"rules": "2026"})
