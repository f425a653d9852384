"""What the worker does once a day, and often: each step is safe to run again."""

from collections.abc import Callable

from allmende.portal.exchange.domain.calls import finding as call_finding
from allmende.portal.exchange.domain.calls import organising
from allmende.portal.exchange.domain.guidelines import consulting
from allmende.portal.exchange.domain.guidelines import finding as guideline_finding
from allmende.portal.exchange.domain.legal import finding as legal_finding
from allmende.portal.exchange.domain.legal import marking
from allmende.portal.exchange.domain.responsibilities import finding as matrix_finding
from allmende.portal.exchange.domain.threads import finding, wiping

DAILY: list[Callable[[], object]] = [
    finding.catch_up,
    wiping.wipe_removed,
    legal_finding.catch_up,
    marking.mark_due,
    guideline_finding.catch_up,
    call_finding.catch_up,
    matrix_finding.catch_up,
]
# Every twenty seconds: quick where there is nothing to do.
OFTEN: list[Callable[[], object]] = [
    consulting.announce,
    consulting.remind,
    organising.hand_to_jury,
]
# After a restored backup everything is made findable anew.
REBUILD: list[Callable[[], object]] = [
    finding.rebuild,
    legal_finding.rebuild,
    guideline_finding.rebuild,
    call_finding.rebuild,
    matrix_finding.rebuild,
]


def run() -> None:
    for step in DAILY:
        step()


def run_often() -> None:
    for step in OFTEN:
        step()
