"""The life cycle: which steps are open, what they lack, and the only way to take one."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import needs, signoffs, use_cases
from allmende.portal.register.domain.chain import ORDER
from allmende.portal.register.domain.needs import Facts, Need
from allmende.portal.register.domain.suspension import current
from allmende.portal.register.domain.transitions import (
    NEXT,
    TRANSITIONS,
    Direction,
    Transition,
    find,
)
from allmende.portal.register.enums import RUNNING_STATES, State
from allmende.portal.register.models import UseCase

__all__ = [
    "NEXT",
    "TRANSITIONS",
    "Direction",
    "Transition",
    "a_year_from",
    "advance",
    "checklist",
    "enter",
    "find",
    "may_take",
    "possible",
    "unmet",
]
WRONG_STATE = (
    "Dieser Schritt ist vom Stand „{state}“ aus nicht möglich. Laden Sie die Seite neu und wählen "
    "Sie einen der angebotenen Schritte."
)
NO_REASON = "Bitte begründen Sie diesen Schritt."


def possible(use_case: UseCase, *, by: Member | None) -> list[Transition]:
    """The steps that this person may take from here, whether or not all is there yet."""
    return [t for t in TRANSITIONS if t.start == use_case.state and may_take(by, use_case, t)]


def checklist(use_case: UseCase, to: str, *, facts: Facts | None = None) -> list[Need]:
    """Everything that the step to ``to`` asks for, met or not; empty where there is no step."""
    transition = find(use_case.state, to)
    if transition is None or transition.direction is not Direction.FORWARD:
        return []
    known = facts or Facts(use_case)
    asked = [need for ask in transition.needs for need in ask(known)]
    return list(dict.fromkeys([*asked, *needs.signed(known, to)]))


def unmet(use_case: UseCase, to: str) -> list[Need]:
    return [need for need in checklist(use_case, to) if not need.is_met]


@transaction.atomic
def advance(use_case: UseCase, *, to: str, reason: str = "", revision: int, by: Member) -> UseCase:
    """Take one step of the table, or refuse with everything that is missing."""
    require(rules.is_colleague, by, use_case)
    stands = current(use_case)
    transition = find(stands.state, to)
    if transition is None:
        raise Refused(WRONG_STATE.format(state=stands.get_state_display()))
    require(may_take, by, stands, transition)
    if transition.needs_reason and not reason.strip():
        raise Refused(NO_REASON)
    if missing := unmet(stands, to):
        raise Refused(_said(missing, transition))
    if stands.revision != revision:
        use_case.refresh_from_db()
        raise Conflict(use_cases.CHANGED)
    enter(use_case, transition.to, reason=reason.strip(), revision=revision, by=by)
    return use_case


def enter(
    use_case: UseCase,
    to: State,
    *,
    reason: str,
    revision: int,
    by: Member,
    new_round: bool = False,
    action: str = "register.advanced",
) -> None:
    """Write the new state with all that hangs on it; callers have checked the right."""
    before, again = State(use_case.state), use_case.state in (State.REJECTED, State.RETIRED)
    fields = _entering(use_case, to) | {"state": to, "state_since": timezone.now()}
    if new_round or again:
        fields["round"] = use_case.round + 1
    use_cases.touch(use_case, revision=revision, **fields)
    if to not in ORDER or new_round:
        signoffs.close_open(use_case)
    details = {"state": [str(before.label), str(to.label)], "Begründung": reason}
    audit.record(action, by=by, about=use_case, details=details)
    if to in NEXT:
        signoffs.request_for(use_case, to=NEXT[to], by=by)
    if use_case.owner and use_case.owner_id != by.pk:
        use_cases.tell([use_case.owner], use_case, f"„{use_case.title}“: jetzt {to.label}")


def a_year_from(day: date) -> date:
    """The same day next year; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _entering(use_case: UseCase, to: State) -> dict[str, Any]:
    today = timezone.localdate()
    if to == State.OPERATION:
        due: dict[str, Any] = {"review_due": a_year_from(today), "review_reminded": None}
        return due | {"starts_on": use_case.starts_on or today}
    if to in RUNNING_STATES:
        return {}
    ended = {"ends_on": use_case.ends_on or today} if to == State.RETIRED else {}
    return {"review_due": None, "review_reminded": None, "suspended_at": None, **ended}


def may_take(by: Member | None, use_case: UseCase, transition: Transition) -> bool:
    """Forward, back and putting off: who leads it. Ending and reopening: officer, leadership."""
    if transition.direction in (Direction.FORWARD, Direction.BACK):
        return rules.may_steer(by, use_case)
    may_end = rules.may_stop(by, use_case)
    if transition.to == State.DEFERRED:
        return may_end or rules.may_steer(by, use_case)
    return may_end


def _said(missing: list[Need], transition: Transition) -> str:
    listed = "; ".join(need.text for need in missing)
    return f"„{transition.title}“ ist noch nicht möglich. Es fehlt: {listed}."
