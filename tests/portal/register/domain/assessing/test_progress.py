"""Where somebody stands, and what the record suggests."""

from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.evaluation import evaluate, questions_to_ask
from allmende.engines.regulation.loading import shipped
from allmende.portal.register.domain.assessing.progress import progress
from tests.portal.register.made_answers import answers

RULES = shipped()


def gates(found):
    return [step.gate.id for step in found.steps]


def test_it_begins_with_few_questions():
    found = progress({}, state="BW")
    assert gates(found) == ["rolle", "dsfa", "automatik", "personal", "barrierefreiheit"]
    assert (found.answered, found.total) == (0, 6)
    assert found.first_open().gate.id == "rolle"


def test_an_ai_system_brings_its_questions():
    found = progress({"ki_system": "ja"}, state="BW")
    assert "verbote" in gates(found)
    assert "ausnahmen" not in gates(found)
    assert {"biometrie", "leistungen"} <= found.asked
    assert "leistung_anspruch" not in found.asked


def test_an_area_of_annex_iii_brings_the_exceptions():
    found = progress(answers("leistungen", "leistung_anspruch"), state="BW")
    assert "ausnahmen" in gates(found)
    assert found.place("ausnahmen") == gates(found).index("ausnahmen")
    assert progress(answers(), state="BW").place("ausnahmen") is None


def test_unclear_is_an_answer():
    found = progress(dict.fromkeys(RULES.question, "unklar"), state="BW")
    assert (found.answered, found.first_open()) == (found.total, None)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(list(RULES.question)), st.sampled_from(Answer)))
def test_whoever_answers_all_that_is_asked_leaves_nothing_open(given_answers):
    """However the questions come, the engine then asks for nothing that was not answered."""
    values = {question: str(value) for question, value in given_answers.items()}
    for _ in range(12):
        missing = progress(values, state="BW").asked - set(values)
        if not missing:
            break
        values |= dict.fromkeys(missing, "nein")
    known = {question: Answer(value) for question, value in values.items()}
    asked = {q.id for q in questions_to_ask(known, rules=RULES, state="BW")}
    assert asked <= set(values)
    result = evaluate(known, rules=RULES, state="BW", on=RULES.version.date)
    assert all(known[question] is Answer.UNCLEAR for question in result.clarify)
