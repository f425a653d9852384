"""Doubt never passes, and more "yes" never lowers the class unless the law means it so."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.evaluation import evaluate
from allmende.engines.regulation.ladders import (
    Automation,
    ImpactAssessment,
    Participation,
    RiskClass,
)
from tests.engines.regulation.cases import (
    RULES,
    TODAY,
    TOWN,
    answers_of,
    risk_questions,
    ways,
)

RANK = {risk: place for place, risk in enumerate(RiskClass)}  # REVIEW last: it is no pass
QUESTIONS = risk_questions()
EXCEPTIONS = {question.id for question in RULES.questions if question.exception}
RISING = [question for question in QUESTIONS if question not in EXCEPTIONS]
SEEDS = [
    answers_of(way)[0] | {"ki_system": Answer.YES}
    for rule in RULES.rules
    for way in [next(ways(rule.condition))]
]
changed = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(Answer), max_size=6)
patterns = st.builds(lambda seed, own: {**seed, **own}, st.sampled_from([TOWN, *SEEDS]), changed)
many = settings(max_examples=400, deadline=None)


def risk(answers):
    return evaluate(answers, rules=RULES, state="BW", on=TODAY).risk


def test_the_questions_that_may_lower_the_class_are_these():
    assert {
        "art5_f_zweck",
        "art5_h_erlaubt",
        "anhang_i_komfort",
        "ausnahme_a",
        "ausnahme_b",
        "ausnahme_c",
        "ausnahme_d",
        "art50_offensichtlich",
        "art50_assistenz",
        "art50_redaktion",
    } == EXCEPTIONS


@many
@given(patterns, st.sampled_from(QUESTIONS))
def test_unclear_never_yields_a_lower_class_than_yes_or_no(answers, question):
    unclear = risk(answers | {question: Answer.UNCLEAR})
    for answer in (Answer.YES, Answer.NO):
        clear = risk(answers | {question: answer})
        assert RANK[unclear.value] >= RANK[clear.value]
        assert RANK[unclear.lowest] <= RANK[clear.lowest]
        assert RANK[unclear.highest] >= RANK[clear.highest]


@many
@given(patterns, st.sampled_from(QUESTIONS))
def test_unclear_on_a_deciding_question_needs_a_check(answers, question):
    given_yes = risk(answers | {question: Answer.YES})
    given_no = risk(answers | {question: Answer.NO})
    unclear = risk(answers | {question: Answer.UNCLEAR})
    if given_yes.value != given_no.value:
        assert unclear.value is RiskClass.REVIEW
        assert question in unclear.clarify


@many
@given(patterns, st.sampled_from(RISING))
def test_more_yes_never_lowers_the_class(answers, question):
    without = risk(answers | {question: Answer.NO})
    with_yes = risk(answers | {question: Answer.YES})
    assert RANK[with_yes.lowest] >= RANK[without.lowest]
    assert RANK[with_yes.highest] >= RANK[without.highest]


@many
@given(patterns, st.sampled_from(sorted(EXCEPTIONS)))
def test_an_exception_never_raises_the_class(answers, question):
    without = risk(answers | {question: Answer.NO})
    with_yes = risk(answers | {question: Answer.YES})
    assert RANK[with_yes.lowest] <= RANK[without.lowest]
    assert RANK[with_yes.highest] <= RANK[without.highest]


OTHER_LADDERS = {
    "impact": ImpactAssessment,
    "automation": Automation,
    "participation": Participation,
}
any_answers = st.dictionaries(st.sampled_from(list(RULES.question)), st.sampled_from(Answer))


@pytest.mark.parametrize("name", OTHER_LADDERS)
@settings(max_examples=150, deadline=None)
@given(answers=any_answers, question=st.sampled_from(list(RULES.question)))
def test_doubt_never_narrows_any_other_result_either(name, answers, question):
    rank = {level: place for place, level in enumerate(OTHER_LADDERS[name])}

    def found(answer):
        given_answers = answers | {question: answer}
        return getattr(evaluate(given_answers, rules=RULES, state="NW", on=TODAY), name)

    unclear = found(Answer.UNCLEAR)
    for clear in (found(Answer.YES), found(Answer.NO)):
        assert rank[unclear.lowest] <= rank[clear.lowest]
        assert rank[unclear.highest] >= rank[clear.highest]
        assert rank[unclear.value] >= rank[clear.value]


@many
@given(patterns)
def test_a_class_is_open_exactly_where_something_is_to_clarify(answers):
    found = risk(answers)
    assert (found.value is RiskClass.REVIEW) is bool(found.clarify)
    assert (found.lowest == found.highest) is (found.value is not RiskClass.REVIEW)
    for question in found.clarify:
        assert answers.get(question) is Answer.UNCLEAR


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.sampled_from([*RULES.question, "gibt_es_nicht"]), st.sampled_from(Answer)),
    st.sampled_from([None, "XX", *RULES.state]),
    st.dates(),
)
def test_every_pattern_has_a_result_that_depends_on_nothing_else(answers, state, on):
    first = evaluate(answers, rules=RULES, state=state, on=on)
    again = evaluate(dict(reversed(answers.items())), rules=RULES, state=state, on=on)
    assert first == again
    assert first.ignored == (("gibt_es_nicht",) if "gibt_es_nicht" in answers else ())


@pytest.mark.parametrize("on", [date(2025, 1, 1), date(2030, 1, 1)])
@settings(max_examples=50, deadline=None)
@given(answers=patterns)
def test_the_class_does_not_depend_on_the_day(on, answers):
    assert evaluate(answers, rules=RULES, state="BW", on=on).risk == risk(answers)
