"""Answers in, assessment out. Pure: same answers, rules, state and day, same assessment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from allmende.engines.regulation.answers import Answer, Truth
from allmende.engines.regulation.assessment import (
    Assessment,
    Due,
    Duty,
    Finding,
    Holder,
    Level,
)
from allmende.engines.regulation.conditions import Condition, FactHolds
from allmende.engines.regulation.explaining import NOTHING, to_clarify, unclear, why
from allmende.engines.regulation.ladders import (
    AUTOMATION,
    IMPACT,
    LADDERS,
    PARTICIPATION,
    RISK,
    Ladder,
)
from allmende.engines.regulation.rules import DateStep, Question, Role, Rule, RuleSet
from allmende.engines.regulation.world import World

_ROLE_FACTS = {Role.DEPLOYER: "betreiber", Role.PROVIDER: "anbieter"}
_RUNGS = {fact for ladder in LADDERS for _, fact in ladder.steps}


def evaluate(
    answers: Mapping[str, Answer], *, rules: RuleSet, state: str | None, on: date
) -> Assessment:
    """Assess one use case.

    ``answers``: question id to answer; a missing answer counts as unclear, an answer to an
    unknown question is ignored and named. ``state``: code of ``rules.states`` or None
    (unknown); ``on``: the day for which duties are due or not. The class itself does not
    depend on the day. Never raises for any answers.
    """
    world = World(answers, rules=rules, state=state)
    risk = _level(world, RISK)
    duties = tuple(_duty(world, rule, on) for rule in rules.rules if _may_bind(world, rule))
    findings = tuple(_finding(world, rule) for rule in rules.rules if _may_be_found(world, rule))
    roles = {role: world.fact(fact) for role, fact in _ROLE_FACTS.items()}
    return Assessment(
        rules=str(rules.version),
        on=on,
        state=world.state,
        risk=risk,
        roles=tuple(role for role, truth in roles.items() if truth),
        possible_roles=tuple(role for role, truth in roles.items() if truth is None),
        impact=_level(world, IMPACT),
        automation=_level(world, AUTOMATION),
        participation=_level(world, PARTICIPATION),
        findings=findings,
        duties=duties,
        clarify=_clarify(world),
        ignored=tuple(sorted(set(answers) - set(rules.question))),
    )


def questions_to_ask(
    answers: Mapping[str, Answer], *, rules: RuleSet, state: str | None
) -> tuple[Question, ...]:
    """The questions that need an answer after those already given, in order."""
    world = World(answers, rules=rules, state=state)
    return tuple(q for q in rules.questions if world.shown(q.id) is not False)


def _level[L: StrEnum](world: World, ladder: Ladder[L]) -> Level[L]:
    reached = [(level, fact, world.fact(fact)) for level, fact in ladder.steps]
    sure = [(level, fact) for level, fact, truth in reached if truth]
    lowest, deciding = sure[0] if sure else (ladder.lowest, None)
    open_above = _open_above(reached)
    facts = [FactHolds(fact) for _, fact in open_above] or _reasons(ladder, deciding)
    return Level(
        value=ladder.review if open_above else lowest,
        lowest=lowest,
        highest=open_above[0][0] if open_above else lowest,
        why=why(world, facts, fallback=NOTHING),
        clarify=to_clarify(world, _union(world, [FactHolds(fact) for _, fact in open_above])),
    )


def _open_above[L: StrEnum](reached: list[tuple[L, str, Truth]]) -> list[tuple[L, str]]:
    """Undecided rungs above the highest sure one."""
    found = []
    for level, fact, truth in reached:
        if truth:
            break
        if truth is None:
            found.append((level, fact))
    return found


def _reasons[L: StrEnum](ladder: Ladder[L], deciding: str | None) -> list[Condition]:
    """What reaches the rung, and the rung above it, whose exception may explain the result."""
    facts = [fact for _, fact in ladder.steps]
    if deciding is None:
        return []
    place = facts.index(deciding)
    above = facts[place - 1 : place] if deciding == "klasse_ausnahme" else []
    return [FactHolds(fact) for fact in [deciding, *above]]


def _may_bind(world: World, rule: Rule) -> bool:
    if rule.duty is None or world.holds(rule.condition) is False:
        return False
    return rule.role is not Role.DEPLOYER or world.fact("betreiber") is not False


def _may_be_found(world: World, rule: Rule) -> bool:
    shown = rule.text is not None and rule.result not in _RUNGS
    return shown and world.holds(rule.condition) is not False


def _finding(world: World, rule: Rule) -> Finding:
    return Finding(
        rule=rule.id,
        title=rule.title,
        text=rule.text or rule.title,
        norm=rule.norm,
        status=rule.status,
        source_url=rule.source_url,
        verified_on=rule.verified_on,
        applies_from=_step(world, rule).applies_from,
        certain=world.holds(rule.condition) is True,
        note=rule.note,
        why=why(world, [rule.condition]),
    )


def _duty(world: World, rule: Rule, on: date) -> Duty:
    step = _step(world, rule)
    duty = Duty(
        rule=rule.id,
        title=rule.title,
        text=rule.duty or rule.title,
        norm=rule.norm,
        role=rule.role,
        holder=_holder(world, rule.role),
        applies_from=step.applies_from,
        applied_before=step.applied_before,
        due=Due.DUE,
        status=rule.status,
        source_url=rule.source_url,
        verified_on=rule.verified_on,
        certain=world.holds(rule.condition) is True,
        note=rule.note,
        open_question=rule.open_question,
        open_until=rule.open_until,
        why=why(world, [rule.condition]),
    )
    return replace(duty, due=duty.due_on(on))


def _step(world: World, rule: Rule) -> DateStep:
    """In doubt the earliest date that may be right."""
    possible: list[DateStep] = []
    for step in rule.dates:
        truth = world.holds(step.condition)
        if truth is not False:
            possible.append(step)
        if truth:
            break
    return min(possible, key=lambda step: step.applies_from or date.min)


def _holder(world: World, role: Role) -> Holder:
    if role is Role.BOTH:
        return Holder.OWN
    own = world.fact(_ROLE_FACTS[role])
    if own is None:
        return Holder.UNCLEAR
    return Holder.OWN if own else Holder.SUPPLIER


def _clarify(world: World) -> tuple[str, ...]:
    rungs = [FactHolds(fact) for fact in _RUNGS]
    roles = [FactHolds(fact) for fact in _ROLE_FACTS.values()]
    rules = [rule.condition for rule in world.rules.rules if rule.duty]
    steps = [
        step.condition
        for rule in world.rules.rules
        if _may_bind(world, rule)
        for step in rule.dates
    ]
    return to_clarify(world, _union(world, [*rungs, *roles, *rules, *steps]))


def _union(world: World, conditions: list[Condition] | list[FactHolds]) -> frozenset[str]:
    return frozenset().union(*(unclear(world, condition) for condition in conditions))
