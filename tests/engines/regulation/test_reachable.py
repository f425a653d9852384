import pytest

from allmende.engines.regulation.conditions import AnswerIs
from allmende.engines.regulation.evaluation import evaluate, questions_to_ask
from allmende.engines.regulation.world import World
from tests.engines.regulation.cases import NOTHING, RULES, TODAY, answers_of, ways


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_every_rule_can_hold(rule):
    answers, state = answers_of(next(ways(rule.condition)))
    assert World(answers, rules=RULES, state=state).holds(rule.condition) is True
    if rule.duty:
        assessment = evaluate(answers, rules=RULES, state=state, on=TODAY)
        world = World(answers, rules=RULES, state=state)
        listed = rule.id in {duty.rule for duty in assessment.duties}
        assert listed is not (rule.role == "deployer" and world.fact("betreiber") is False)


@pytest.mark.parametrize("question", RULES.questions, ids=lambda question: question.id)
def test_every_question_can_be_asked(question):
    asked = AnswerIs(question.id, expected=True)
    answers, state = answers_of(next(ways(asked)))
    assert question in questions_to_ask(answers, rules=RULES, state=state)
    assert World(answers, rules=RULES, state=state).holds(asked) is True


def test_hidden_questions_are_not_asked():
    first = [q.id for q in questions_to_ask(NOTHING, rules=RULES, state="BW")]
    assert first == [
        "ki_system",
        "personenbezug",
        "automatik_entscheidung",
        "personal_nutzung",
        "barriere_oberflaeche",
        "barriere_dokumente",
    ]
