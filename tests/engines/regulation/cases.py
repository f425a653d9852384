"""What the tests share: a base of answers, and a way to make any condition hold."""

from collections.abc import Iterator
from datetime import date

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    AtLeast,
    FactHolds,
    Not,
    StateIs,
    atoms,
)
from allmende.engines.regulation.evaluation import evaluate
from allmende.engines.regulation.ladders import RISK
from allmende.engines.regulation.loading import shipped

RULES = shipped()
TODAY = date(2026, 11, 22)
STATE = "@state"
NOTHING = dict.fromkeys(RULES.question, Answer.NO)
TOWN = NOTHING | dict.fromkeys(["ki_system", "rolle_betreiber", "oeffentlich"], Answer.YES)


def assess(*, state="BW", on=TODAY, **answers):
    """A town uses an AI system; everything not named is answered with no."""
    given = TOWN | {question: Answer(answer) for question, answer in answers.items()}
    return evaluate(given, rules=RULES, state=state, on=on)


def yes(*questions):
    return dict.fromkeys(questions, "ja")


def duty(assessment, rule):
    (found,) = (duty for duty in assessment.duties if duty.rule == rule)
    return found


def ways(condition, *, wanted=True) -> Iterator[dict]:
    """Answers (True, False) that give the condition this value, where the rest is no."""
    match condition:
        case AnswerIs(question, expected):
            yield from _answer(question, expected is wanted)
        case FactHolds(fact):
            parts = [rule.condition for rule in RULES.establishing[fact]]
            yield from (_one if wanted else _every)(parts, wanted)
        case AllOf(parts):
            yield from (_every if wanted else _one)(parts, wanted)
        case AnyOf(parts):
            yield from (_one if wanted else _every)(parts, wanted)
        case AtLeast(count, parts):
            yield from _every(parts[: count if wanted else None], wanted)
        case Not(part):
            yield from ways(part, wanted=not wanted)
        case StateIs(codes):
            yield from ({STATE: code} for code in RULES.state if (code in codes) is wanted)
        case _:
            yield from [{}] if wanted else []


def _answer(question, value):
    shown = RULES.question[question].shown_when
    if not value or shown is None:
        yield {question: value}
        return
    for way in ways(shown):
        if way.get(question, value) is value:
            yield {**way, question: value}


def _one(parts, wanted):
    for part in parts:
        yield from ways(part, wanted=wanted)


def _every(parts, wanted):
    if not parts:
        yield {}
        return
    for first in ways(parts[0], wanted=wanted):
        for rest in _every(parts[1:], wanted):
            if all(first.get(key, value) == value for key, value in rest.items()):
                yield {**first, **rest}


def answers_of(way):
    """A way as answers and state."""
    given = {q: Answer.YES if value else Answer.NO for q, value in way.items() if q != STATE}
    return NOTHING | given, way.get(STATE)


def risk_questions() -> list[str]:
    """Every question that can change the class, in the order of asking."""
    found: set[str] = set()
    for _, fact in RISK.steps:
        _collect(FactHolds(fact), found)
    return [question for question in RULES.question if question in found]


def _collect(condition, found):
    for atom, _ in atoms(condition):
        match atom:
            case AnswerIs(question, _) if question not in found:
                found.add(question)
                shown = RULES.question[question].shown_when
                if shown is not None:
                    _collect(shown, found)
            case FactHolds(fact):
                for rule in RULES.establishing[fact]:
                    _collect(rule.condition, found)
            case _:
                pass
