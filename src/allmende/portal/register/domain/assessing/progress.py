"""Where somebody stands in the questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass

from allmende.engines.regulation.answers import Answer
from allmende.engines.regulation.evaluation import questions_to_ask
from allmende.engines.regulation.loading import shipped
from allmende.engines.regulation.rules import Gate, Question, RuleSet
from allmende.portal.register.domain.assessing.answering import given


@dataclass(frozen=True, slots=True)
class Step:
    """One gate with the questions that need an answer after those already given."""

    gate: Gate
    questions: tuple[Question, ...]
    answered: int

    @property
    def is_done(self) -> bool:
        return self.answered == len(self.questions)


@dataclass(frozen=True, slots=True)
class Progress:
    steps: tuple[Step, ...]

    @property
    def answered(self) -> int:
        return sum(step.answered for step in self.steps)

    @property
    def total(self) -> int:
        return sum(len(step.questions) for step in self.steps)

    @property
    def asked(self) -> frozenset[str]:
        """The ids of all questions that need an answer now."""
        return frozenset(question.id for step in self.steps for question in step.questions)

    def place(self, gate: str) -> int | None:
        """The number of a step, counted from 0; None where it asks nothing at present."""
        return next((n for n, step in enumerate(self.steps) if step.gate.id == gate), None)

    def first_open(self) -> Step | None:
        return next((step for step in self.steps if not step.is_done), None)


def progress(
    answers: Mapping[str, str], *, state: str | None, rules: RuleSet | None = None
) -> Progress:
    """Steps without a question to ask are left out; "unklar" is an answer.

    A question below one that nobody has answered yet waits for that: as long as it is open it
    counts as no here. Once all that is asked has an answer, nothing else is left open.
    """
    used = rules or shipped()
    assumed = dict.fromkeys(used.question, Answer.NO) | given(answers)
    asked = questions_to_ask(assumed, rules=used, state=state)
    steps = []
    for gate in used.gates:
        questions = tuple(question for question in asked if question.gate == gate.id)
        if questions:
            answered = sum(question.id in answers for question in questions)
            steps.append(Step(gate, questions, answered))
    return Progress(tuple(steps))
