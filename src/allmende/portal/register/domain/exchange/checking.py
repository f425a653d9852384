"""What was read, reduced to what our fields hold. Trusts nothing it is given."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from allmende.portal.register.domain import record
from allmende.portal.register.domain.formats import table, values
from allmende.portal.register.domain.formats.found import GOAL_NAMES, NAMES, Found, blank_goal

MOST_GOALS = 12
GOAL_LENGTHS = {"text": 300, "indicator": 200, "unit": 40}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    """Without the signs that no database keeps: zero, and halves of pairs."""
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    return value


def checked(found: Found) -> Found:
    """Only what our fields hold; everything else becomes a problem. Trusts nothing it is given."""
    problems = list(found.problems)
    told = " ".join(problems)
    clean: dict[str, Any] = {}
    for name in NAMES:
        value = found.snapshot["record"].get(name)
        value = values.empty(name) if value in (None, "", []) else value
        wrong = values.complaint(name, value)
        clean[name] = values.empty(name) if wrong else value
        if wrong and f"„{record.label(name)}“" not in told:
            problems.append(f"Feld „{record.label(name)}“: {wrong}")
    problems += [
        f"Feld „{record.label(name)}“: Hier fehlt eine Angabe."
        for name in table.REQUIRED
        if not clean[name] and f"„{record.label(name)}“" not in " ".join(problems)
    ]
    if clean["starts_on"] and clean["ends_on"] and clean["ends_on"] < clean["starts_on"]:
        problems.append("Das Ende liegt vor dem Beginn.")
    goals, more = _goals(found.snapshot.get("goals"))
    snapshot = {
        **found.snapshot,
        "record": clean,
        "goals": goals,
        "office": str(found.snapshot.get("office") or "")[:150],
    }
    return replace(found, snapshot=snapshot, problems=(*problems, *more))


def _goals(raw: Any) -> tuple[list[dict[str, Any]], list[str]]:
    goals, problems = [], []
    given = raw if isinstance(raw, list) else []
    if len(given) > MOST_GOALS:
        problems.append(f"Es sind {len(given)} Ziele, möglich sind {MOST_GOALS}.")
    for number, goal in enumerate(given[:MOST_GOALS], 1):
        made, wrong = _goal(goal if isinstance(goal, Mapping) else {})
        problems += [f"Ziel {number}: {sentence}" for sentence in wrong]
        goals.append(made)
    return goals, problems


def _goal(raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    found, problems = blank_goal(), []
    for name in GOAL_NAMES:
        value = raw.get(name)
        if value in (None, ""):
            continue
        if wrong := _goal_complaint(name, value):
            problems.append(wrong)
        else:
            found[name] = value
    if not found["text"] and not problems:
        problems.append("Bitte nennen Sie das Ziel.")
    return found, problems


def _goal_complaint(name: str, value: Any) -> str:
    if name in GOAL_LENGTHS:
        if not isinstance(value, str) or "\x00" in value:
            return "Das ist kein Text."
        most = GOAL_LENGTHS[name]
        return f"Der Text hat {len(value)} Zeichen, möglich sind {most}." * (len(value) > most)
    if name == "measured_on":
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            return "Das ist kein Datum."
        return ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if is_number and abs(value) < 1e300 else "Das ist keine Zahl."
