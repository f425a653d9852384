"""What is used: counts, examples, field by field, costs, incidents, re-use."""

from collections import Counter

from allmende.portal.register.domain import record
from allmende.portal.register.domain.overview import Facts, Overview
from allmende.portal.register.enums import RUNNING_STATES, State
from allmende.portal.reports.domain.statements import (
    MOST_NAMED,
    Statement,
    cite,
    cite_register,
    cited,
    counted,
    gap,
    named,
    sentence,
    short,
)

ONE, MANY = "Anwendungsfall", "Anwendungsfälle"


def running(overview: Overview) -> list[Facts]:
    """In operation first, then pilots, each the most mature first."""
    found = [facts for facts in overview.facts if facts.case.state in RUNNING_STATES]
    return sorted(found, key=lambda f: (f.case.state != State.OPERATION, -f.maturity.level))


def examples(overview: Overview) -> list[Statement]:
    """Which AI is in use, with examples."""
    found = running(overview)
    if not found:
        text = "Im Register steht kein Anwendungsfall im Pilot oder im Betrieb."
        return [Statement("examples:none", text, (cite_register(overview, "Stand"),))]
    return [_count(overview, found), *map(_example, found[:MOST_NAMED]), *_rest(found)]


def _count(overview: Overview, found: list[Facts]) -> Statement:
    states = Counter(facts.case.state for facts in found)
    operation = counted(states[State.OPERATION], ONE, MANY)
    pilot = counted(states[State.PILOT], ONE, MANY)
    text = f"Im Betrieb: {operation}. Im Pilot: {pilot}."
    return Statement("examples:count", text, (cite_register(overview, "Stand"),))


def _example(facts: Facts) -> Statement:
    case = facts.case
    since = f" seit {short(case.starts_on)}" if case.starts_on else ""
    where = f", {case.office}" if case.office else ""
    halted = " Der Betrieb ist derzeit ausgesetzt." if case.is_suspended else ""
    text = (
        f"„{case.title}“ ({case.get_state_display()}{since}{where}): "
        f"{sentence(case.summary)}{halted}"
    )
    citations = [cite(facts, "Kurzbeschreibung"), cite(facts, "Stand")]
    if case.starts_on:
        citations.append(cite(facts, record.label("starts_on")))
    return Statement(f"examples:{case.reference}", text, tuple(citations))


def _rest(found: list[Facts]) -> list[Statement]:
    rest = found[MOST_NAMED:]
    if not rest:
        return []
    text = f"Außerdem: {named(rest)}."
    return [Statement("examples:rest", text, cited(rest, "Stand"))]


def states(overview: Overview) -> list[Statement]:
    """The whole register by state."""
    found = Counter(facts.case.state for facts in overview.facts)
    parts = [f"{State(state).label}: {found[state]}" for state in State.values if found[state]]
    count = len(overview.facts)
    verb = "steht" if count < 2 else "stehen"
    shares = f" ({', '.join(parts)})" if parts else ""
    text = f"Im Register {verb} {counted(count, ONE, MANY)}{shares}."
    return [Statement("states", text, (cite_register(overview, "Stand"),))]


def costs(overview: Overview) -> list[Statement]:
    found = running(overview)
    told = [facts for facts in found if facts.case.cost_yearly is not None]
    statements = []
    if told:
        yearly = _euro(sum(facts.case.cost_yearly or 0 for facts in told))
        once = _euro(sum(facts.case.cost_once or 0 for facts in told))
        many = len(told) > 1
        text = (
            f"{counted(len(told), ONE, MANY).capitalize()} im Pilot oder Betrieb "
            f"{'kosten zusammen' if many else 'kostet'} {yearly} im Jahr und "
            f"{'kosteten' if many else 'kostete'} einmalig {once}."
        )
        statements.append(Statement("costs:sum", text, cited(told, record.label("cost_yearly"))))
    missing = [facts for facts in found if facts.case.cost_yearly is None]
    return statements + gap("costs:gap", "Jährliche Kosten", missing, record.label("cost_yearly"))


def _euro(amount: int) -> str:
    return f"{amount:,} Euro".replace(",", ".")


def incidents(overview: Overview) -> list[Statement]:
    found = [(facts, one) for facts in overview.facts for one in facts.incidents]
    if not found:
        text = "Es ist kein Vorfall erfasst."
        return [Statement("incidents:none", text, (cite_register(overview, "Vorfälle"),))]
    still = sum(1 for _, one in found if one.resolved_at is None)
    head = f"Erfasst: {counted(len(found), 'Vorfall', 'Vorfälle')}, davon offen: {still}."
    statements = [Statement("incidents:count", head, (cite_register(overview, "Vorfälle"),))]
    for facts, one in found[:MOST_NAMED]:
        end = f"Behoben: {sentence(one.resolution)}" if one.resolved_at else "Noch nicht behoben."
        text = (
            f"{short(one.occurred_on)}, „{facts.case.title}“: {sentence(one.title)} "
            f"Schwere: {one.get_severity_display()}. {end}"
        )
        key = f"incidents:{facts.case.reference}:{one.pk}"
        statements.append(Statement(key, text, (cite(facts, "Vorfälle", one.occurred_on),)))
    return statements


def reuse(overview: Overview) -> list[Statement]:
    """What is shared with others, and what was taken from them."""
    statements = []
    shared = [facts for facts in overview.facts if facts.publication]
    if shared:
        text = f"Veröffentlicht {'sind' if len(shared) > 1 else 'ist'} {named(shared)}."
        statements.append(Statement("reuse:shared", text, cited(shared, "Veröffentlichung")))
    used = [facts for facts in overview.facts if facts.adoptions]
    for facts in used[:MOST_NAMED]:
        many = facts.adoptions > 1
        who = f"{facts.adoptions} Organisationen nutzen" if many else "Eine Organisation nutzt"
        text = f"{who} „{facts.case.title}“ nach."
        statements.append(
            Statement(f"reuse:{facts.case.reference}", text, (cite(facts, "Nachnutzung"),))
        )
    taken = [facts for facts in overview.facts if facts.case.origin_note]
    if taken:
        text = f"Von anderen übernommen: {named(taken)}."
        statements.append(Statement("reuse:taken", text, cited(taken, "Herkunft")))
    if statements:
        return statements
    text = "Es ist nichts veröffentlicht und nichts von anderen übernommen."
    return [Statement("reuse:none", text, (cite_register(overview, "Veröffentlichung"),))]
