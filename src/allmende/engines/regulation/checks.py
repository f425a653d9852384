"""What must hold between the parts of a rule set."""

from collections import Counter
from collections.abc import Iterable, Iterator

from allmende.engines.regulation.conditions import (
    AnswerIs,
    Condition,
    FactHolds,
    StateIs,
    atoms,
)
from allmende.engines.regulation.ladders import LADDERS, RISK
from allmende.engines.regulation.reading import InvalidRules
from allmende.engines.regulation.rules import Question, Rule, RuleSet


def check(rules: RuleSet) -> None:
    """Raises ``InvalidRules`` at the first thing that does not fit."""
    _no_id_twice(rules)
    _everything_known(rules)
    _no_circles(rules)
    _exceptions_are_marked(rules)


def _no_id_twice(rules: RuleSet) -> None:
    for kind, ids in (
        ("Frage", [question.id for question in rules.questions]),
        ("Regel", [rule.id for rule in rules.rules]),
    ):
        for name, count in Counter(ids).items():
            if count > 1:
                raise InvalidRules(f"{kind} {name}: id ist {count}-mal vergeben")


def _everything_known(rules: RuleSet) -> None:
    gates = {gate.id for gate in rules.gates}
    for question in rules.questions:
        if question.gate not in gates:
            raise InvalidRules(f"Frage {question.id}: Schritt „{question.gate}“ gibt es nicht")
        if question.shown_when:
            _known(rules, f"Frage {question.id}", question.shown_when)
    for rule in rules.rules:
        for condition in _conditions(rule):
            _known(rules, f"{rule.file}, Regel {rule.id}", condition)
    for fact in (fact for ladder in LADDERS for _, fact in ladder.steps):
        if fact not in rules.establishing:
            raise InvalidRules(f"Keine Regel mit dem Ergebnis „{fact}“")


def _conditions(rule: Rule) -> Iterator[Condition]:
    yield rule.condition
    yield from (step.condition for step in rule.dates)


def _known(rules: RuleSet, where: str, condition: Condition) -> None:
    for atom, _ in atoms(condition):
        match atom:
            case AnswerIs(question, _) if question not in rules.question:
                raise InvalidRules(f"{where}: Frage „{question}“ gibt es nicht")
            case FactHolds(fact) if fact not in rules.establishing:
                raise InvalidRules(f"{where}: Ergebnis „{fact}“ gibt es nicht")
            case StateIs(codes) if not codes <= set(rules.state):
                unknown = ", ".join(sorted(codes - set(rules.state)))
                raise InvalidRules(f"{where}: Land „{unknown}“ gibt es nicht")
            case _:
                pass


def _no_circles(rules: RuleSet) -> None:
    done: set[str] = set()
    for fact in rules.establishing:
        _walk(rules, FactHolds(fact), done, ())
    for question in rules.question:
        _walk(rules, AnswerIs(question, expected=True), done, ())


def _walk(rules: RuleSet, atom: Condition, done: set[str], path: tuple[str, ...]) -> None:
    name = _name(atom)
    if name in path:
        raise InvalidRules(f"Die Regeln drehen sich im Kreis: {' → '.join([*path, name])}")
    if name in done:
        return
    for inner in _behind(rules, atom):
        for leaf, _ in atoms(inner):
            _walk(rules, leaf, done, (*path, name))
    done.add(name)


def _name(atom: Condition) -> str:
    match atom:
        case AnswerIs(question, _):
            return f"Frage {question}"
        case FactHolds(fact):
            return f"Ergebnis {fact}"
        case _:
            return "Land"


def _behind(rules: RuleSet, atom: Condition) -> Iterable[Condition]:
    match atom:
        case AnswerIs(question, _):
            shown = rules.question[question].shown_when
            return () if shown is None else (shown,)
        case FactHolds(fact):
            return [rule.condition for rule in rules.establishing[fact]]
        case _:
            return ()


def _exceptions_are_marked(rules: RuleSet) -> None:
    """More "yes" must never lower the class, save by a question that the law means so."""
    lowering: set[str] = set()
    for _, fact in RISK.steps:
        _collect_lowering(rules, FactHolds(fact), positive=True, into=lowering)
    for question in rules.questions:
        _marked(question, lowers=question.id in lowering)


def _collect_lowering(rules: RuleSet, atom: Condition, *, positive: bool, into: set[str]) -> None:
    match atom:
        case AnswerIs(question, expected):
            if expected != positive:
                into.add(question)
        case FactHolds(fact):
            for rule in rules.establishing[fact]:
                for leaf, sign in atoms(rule.condition, positive=positive):
                    _collect_lowering(rules, leaf, positive=sign, into=into)
        case _:
            pass


def _marked(question: Question, *, lowers: bool) -> None:
    if lowers and not question.exception:
        raise InvalidRules(
            f"Frage {question.id}: „ja“ senkt die Klasse, ist aber nicht als exception markiert"
        )
    if question.exception and not lowers:
        raise InvalidRules(f"Frage {question.id}: als exception markiert, senkt aber nichts")
