"""What the page says about one's own registration, for members and guests alike."""

from typing import Any

from django.utils import timezone

from allmende.portal.events.domain.attending import attendance, queries, states, wishes
from allmende.portal.events.domain.attending.states import BADGES, TAKING_PART
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.forms.attending.own import CodeForm
from allmende.portal.events.models import Registration, Session


def of(registration: Registration) -> dict[str, Any]:
    session, state = registration.session, registration.state
    there = state in TAKING_PART
    over = timezone.now() >= session.ends_at
    blocks = wishes.blocks_of(session) if session.chooses_rooms else []
    return {
        "registration": registration,
        "badge": BADGES[state],
        "is_there": there,
        "before_me": queries.waiting_before(registration) if state == State.WAITING else 0,
        "places": queries.places_of(registration) if there else [],
        "wishes": _wishes(registration),
        "has_rooms": bool(blocks) and not over and (there or state in states.LIVE),
        "wishes_until": None if wishes.refusal(session) else states.rooms_cutoff(session),
        "may_leave": state in {State.CONFIRMED, State.WAITING, State.OFFERED} and not over,
        "may_check_in": state == State.CONFIRMED and attendance.is_running(session),
        "code_form": CodeForm(),
        "has_certificate": state == State.ATTENDED,
    }


def standing(session: Session) -> dict[str, Any]:
    """Numbers that everybody may know, and why one cannot register."""
    counts = queries.counts(session)
    held = counts.taking_part + counts.offered
    free = None if session.capacity is None else max(0, session.capacity - held)
    return {
        "counts": counts,
        "free": free,
        "is_full": free == 0 or bool(counts.waiting and free is not None),
        "refusal": states.refusal(session),
    }


def _wishes(registration: Registration) -> list[tuple[str, list[str]]]:
    """By the title of the block."""
    choices = registration.choices.select_related("room", "block").order_by("block", "rank")
    found: dict[str, list[str]] = {}
    for choice in choices:
        found.setdefault(choice.block.title, []).append(choice.room.title)
    return list(found.items())
