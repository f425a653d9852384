"""What comes next: use cases under way and targets of the strategy."""

from allmende.portal.register.domain.overview import Facts, Overview, StrategyTarget
from allmende.portal.register.enums import State
from allmende.portal.reports.domain.statements import (
    MOST_NAMED,
    Citation,
    Statement,
    cite,
    cite_register,
    cited,
    named,
    sentence,
    short,
)

UNDER_WAY = (State.APPROVAL, State.REVIEW, State.PRECHECK)


def plans(overview: Overview) -> list[Statement]:
    """The nearest to operation first; ideas only by name."""
    found = [facts for state in UNDER_WAY for facts in overview.facts if facts.case.state == state]
    statements = [_planned(facts) for facts in found[:MOST_NAMED]]
    if found[MOST_NAMED:]:
        rest = found[MOST_NAMED:]
        statements.append(
            Statement("plans:rest", f"Außerdem: {named(rest)}.", cited(rest, "Stand"))
        )
    ideas = [facts for facts in overview.facts if facts.case.state == State.IDEA]
    if ideas:
        text = f"Als Idee vorgeschlagen: {named(ideas)}."
        statements.append(Statement("plans:ideas", text, cited(ideas, "Stand")))
    if statements:
        return statements
    text = "Im Register steht kein geplanter Anwendungsfall."
    return [Statement("plans:none", text, (cite_register(overview, "Stand"),))]


def _planned(facts: Facts) -> Statement:
    case = facts.case
    begin = f", geplanter Beginn {short(case.starts_on)}" if case.starts_on else ""
    stage = f"{case.get_state_display()}{begin}"
    text = f"In Vorbereitung ({stage}): „{case.title}“. {sentence(case.summary)}"
    return Statement(
        f"plans:{case.reference}", text, (cite(facts, "Stand"), cite(facts, "Kurzbeschreibung"))
    )


def strategy(overview: Overview) -> list[Statement]:
    """Each target with its status."""
    if not overview.targets:
        text = "Ziele der KI-Strategie: nicht erfasst."
        return [
            Statement("strategy:none", text, (cite_register(overview, "Strategie"),), is_gap=True)
        ]
    return [_target(overview, target) for target in overview.targets]


def _target(overview: Overview, one: StrategyTarget) -> Statement:
    reason = f" {sentence(one.state_note)}" if one.state_note else ""
    text = (
        f"Ziel {one.get_horizon_display()} (bis {short(one.due_on)}): {one.title.rstrip('.')}. "
        f"Stand: {one.get_state_display()}.{reason}"
    )
    on = (one.state_on or overview.on).isoformat()
    where = Citation("KI-Strategie", one.title, on, "/anwendungsfaelle/strategie/")
    return Statement(f"strategy:{one.pk}", text, (where,))
