"""What the leadership looks at: targets of the strategy, an inquiry of the council."""

from datetime import date, timedelta
from typing import Any

from allmende.portal.demo.register.cast import Cast
from allmende.portal.demo.register.clock import at
from allmende.portal.register.domain import strategy
from allmende.portal.register.models import UseCase
from allmende.portal.reports.domain import presets, writing


def plan(content: dict[str, Any], cast: Cast, made: dict[str, UseCase], today: date) -> None:
    for facts in content.get("targets", ()):
        _target(facts, cast, made, today)
    if facts := content.get("council"):
        writing.begin_council(
            cast.organisation, values=facts, questions=presets.COUNCIL_EXAMPLE, by=cast.officer
        )


def _target(facts: dict[str, Any], cast: Cast, made: dict[str, UseCase], today: date) -> None:
    values = {name: facts[name] for name in strategy.FIELDS}
    values["due_on"] = date(facts["due_on"].year, 12, 31)  # also where the days have moved
    serving = [made[key] for key in facts["use_cases"] if key in made]
    with at(today - timedelta(days=240)):
        target = strategy.add(cast.organisation, values=values, use_cases=serving, by=cast.leader)
    with at(today - timedelta(days=20)):
        strategy.report_state(
            target,
            state=facts["state"],
            note=facts["note"],
            revision=target.revision,
            by=cast.leader,
        )
