"""How use cases are chosen: criteria, ranking, goals and what was reached."""

from django.utils.formats import number_format

from allmende.portal.register.domain.overview import Facts, Goal, Overview
from allmende.portal.register.enums import CLOSED_STATES
from allmende.portal.reports.domain.statements import (
    MOST_NAMED,
    Statement,
    cite,
    cite_register,
    gap,
    joined,
    short,
)
from allmende.portal.reports.domain.topics.running import running


def criteria(overview: Overview) -> list[Statement]:
    """The matrix with its weights, and how many use cases have been scored by it."""
    weighed = [f"{one.title} (Gewicht {one.weight})" for one in overview.criteria]
    here = (cite_register(overview, "Auswahlkriterien"),)
    if not weighed:
        return [Statement("criteria:none", "Auswahlkriterien: nicht erfasst.", here, is_gap=True)]
    text = f"Ausgewählt wird nach diesen Kriterien: {joined(weighed)}."
    rule = "Jedes Kriterium erhält 0 bis 4 Punkte; eine Bewertung ohne Begründung zählt nicht."
    return [
        Statement("criteria:list", text, here),
        Statement("criteria:rule", rule, here),
        *_scored(overview),
    ]


def _scored(overview: Overview) -> list[Statement]:
    considered = [f for f in overview.facts if f.case.state not in CLOSED_STATES]
    wanted = {one.pk for one in overview.criteria}
    done = [facts for facts in considered if wanted <= _reasoned(facts)]
    text = (
        f"Vollständig bewertet: {len(done)} von {len(considered)} Anwendungsfällen "
        "(ohne abgelehnte und beendete)."
    )
    open_ones = [facts for facts in considered if facts not in done]
    return [
        Statement("criteria:scored", text, (cite_register(overview, "Bewertung"),)),
        *gap("criteria:gap", "Vollständige Bewertung", open_ones, "Bewertung"),
    ]


def _reasoned(facts: Facts) -> set[int]:
    return {score.criterion_id for score in facts.scores if score.reason.strip()}


def goals(overview: Overview) -> list[Statement]:
    """Goals of what runs, with baseline, target and measurement."""
    found = running(overview)
    statements = [_goal(facts, goal) for facts in found[:MOST_NAMED] for goal in facts.goals]
    without = [facts for facts in found if not facts.goals]
    if not found:
        text = "Ohne Anwendungsfälle im Pilot oder Betrieb sind noch keine Ziele zu berichten."
        return [Statement("goals:none", text, (cite_register(overview, "Ziele"),))]
    unmeasured = [
        facts for facts in found if facts.goals and all(g.measured is None for g in facts.goals)
    ]
    return [
        *statements,
        *gap("goals:gap", "Ziele", without, "Ziele"),
        *gap("goals:unmeasured", "Messwerte zu den Zielen", unmeasured, "Ziele"),
    ]


def _goal(facts: Facts, goal: Goal) -> Statement:
    parts = [f"„{facts.case.title}“: {goal.text.rstrip('.')}"]
    if goal.indicator:
        parts.append(f"Messgröße {goal.indicator}")
    for word, value in (("Ausgangswert", goal.baseline), ("Zielwert", goal.target)):
        parts.append(f"{word} {_number(value, goal.unit)}")
    if goal.measured is not None:
        day = f" am {short(goal.measured_on)}" if goal.measured_on else ""
        parts.append(f"gemessen {_number(goal.measured, goal.unit)}{day}{_verdict(goal)}")
    key = f"goals:{facts.case.reference}:{goal.pk}"
    return Statement(key, f"{'; '.join(parts)}.", (cite(facts, "Ziele", goal.measured_on),))


def _verdict(goal: Goal) -> str:
    return {True: " (erreicht)", False: " (nicht erreicht)", None: ""}[goal.is_reached]


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "nicht erfasst"
    whole = int(value) if float(value).is_integer() else value
    return f"{number_format(whole, use_l10n=True, force_grouping=True)}{f' {unit}' if unit else ''}"
