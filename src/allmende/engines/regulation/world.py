"""The answers of one assessment, seen through a rule set: what holds, and which answers say so."""

from collections.abc import Iterable, Mapping

from allmende.engines.regulation.answers import (
    TRUTH,
    Answer,
    Truth,
    all_hold,
    any_holds,
    at_least,
    inverse,
)
from allmende.engines.regulation.conditions import (
    AllOf,
    Always,
    AnswerIs,
    AnyOf,
    AtLeast,
    Atom,
    Condition,
    FactHolds,
    Not,
    StateIs,
)
from allmende.engines.regulation.rules import RuleSet

STATE = "bundesland"  # stands among the answers where the state decides


class World:
    def __init__(self, answers: Mapping[str, Answer], *, rules: RuleSet, state: str | None) -> None:
        self.rules = rules
        self.given = answers
        self.state = state if state in rules.state else None
        self._answers: dict[str, Truth] = {}
        self._facts: dict[str, Truth] = {}
        self._supports: dict[str, frozenset[str]] = {}
        # By identity, since hashing a deep condition costs more than asking it. The condition is
        # kept beside its value, so that no other one can take its identity.
        self._held: dict[int, tuple[Condition, Truth]] = {}
        self._weighed: dict[int, tuple[Condition, frozenset[str]]] = {}

    def holds(self, condition: Condition) -> Truth:
        known = self._held.get(id(condition))
        if known is None:
            known = self._held[id(condition)] = (condition, self._value(condition))
        return known[1]

    def _value(self, condition: Condition) -> Truth:
        match condition:
            case AllOf(parts):
                return all_hold(map(self.holds, parts))
            case AnyOf(parts):
                return any_holds(map(self.holds, parts))
            case AtLeast(count, parts):
                return at_least(count, map(self.holds, parts))
            case Not(part):
                return inverse(self.holds(part))
            case atom:
                return self._atom(atom)

    def _atom(self, atom: Atom) -> Truth:
        match atom:
            case AnswerIs(question, expected):
                truth = self.answer(question)
                return truth if expected else inverse(truth)
            case FactHolds(fact):
                return self.fact(fact)
            case StateIs(codes):
                return None if self.state is None else self.state in codes
            case Always():
                return True

    def shown(self, question: str) -> Truth:
        condition = self.rules.question[question].shown_when
        return True if condition is None else self.holds(condition)

    def answer(self, question: str) -> Truth:
        """A question that need not be asked counts as no; an open one as unclear.

        Below a preliminary question that is itself unclear, an answer settles nothing: it is
        a guess. Below a derived result (exceptions below Annex III) it keeps its value.
        """
        if question not in self._answers:
            own = TRUTH[self.given.get(question, Answer.UNCLEAR)]
            shown = self.shown(question)
            self._answers[question] = own if self._asked(question) else shown
        return self._answers[question]

    def _asked(self, question: str) -> bool:
        derived = isinstance(self.rules.question[question].shown_when, FactHolds)
        shown = self.shown(question)
        return shown is True or (derived and shown is None)

    def fact(self, name: str) -> Truth:
        if name not in self._facts:
            conditions = (rule.condition for rule in self.rules.establishing[name])
            self._facts[name] = any_holds(map(self.holds, conditions))
        return self._facts[name]

    def support(self, condition: Condition) -> frozenset[str]:
        """The questions whose answers give the condition the value it has."""
        known = self._weighed.get(id(condition))
        if known is None:
            known = self._weighed[id(condition)] = (condition, self._deciding(condition))
        return known[1]

    def _deciding(self, condition: Condition) -> frozenset[str]:
        match condition:
            case AllOf(parts):
                return self._weigh(parts, self.holds(condition), all_parts_on=True)
            case AnyOf(parts) | AtLeast(_, parts):
                return self._weigh(parts, self.holds(condition), all_parts_on=False)
            case Not(part):
                return self.support(part)
            case atom:
                return self._atom_support(atom)

    def _atom_support(self, atom: Atom) -> frozenset[str]:
        match atom:
            case AnswerIs(question, _):
                return self._answer_support(question)
            case FactHolds(fact):
                return self._fact_support(fact)
            case StateIs():
                return frozenset({STATE})
            case Always():
                return frozenset()

    def _fact_support(self, fact: str) -> frozenset[str]:
        if fact not in self._supports:
            behind = tuple(rule.condition for rule in self.rules.establishing[fact])
            self._supports[fact] = self._weigh(behind, self.fact(fact), all_parts_on=False)
        return self._supports[fact]

    def _weigh(
        self, parts: Iterable[Condition], value: Truth, *, all_parts_on: bool
    ) -> frozenset[str]:
        """Parts of the same value decide; where all must agree these are simply all parts."""
        every = value is all_parts_on
        deciding = [part for part in parts if every or self.holds(part) is value]
        return frozenset().union(*map(self.support, deciding))

    def _answer_support(self, question: str) -> frozenset[str]:
        condition = self.rules.question[question].shown_when
        if condition is None or self._asked(question):
            return frozenset({question})
        behind = self.support(condition)
        unclear = self.given.get(question, Answer.UNCLEAR) == Answer.UNCLEAR
        return behind | {question} if unclear and self.shown(question) is None else behind
