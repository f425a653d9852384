"""What the live part keeps about a person: the name under minutes, a vote while a poll runs."""

from typing import Any

from django.db.models import Q

from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.events.models import Minutes, Vote

NAME = "minutes_and_votes"


def register_all() -> None:
    personal.register(Keeper(NAME, _copy, _forget))


def _copy(user: Any) -> dict[str, Any]:
    votes = Vote.objects.filter(Q(user=user) | Q(voter__user=user)).select_related("option__poll")
    written = Minutes.objects.filter(updated_by_label=str(user)[:200])
    return {
        "minutes": [str(one) for one in written.select_related("room", "block")],
        "votes": [
            {"poll": str(one.option.poll), "option": one.option.label, "dots": one.dots}
            for one in votes
        ],
    }


def _forget(user: Any, label: str) -> None:
    """Running polls lose the vote with the registration or the account."""
    Minutes.objects.filter(updated_by_label=str(user)[:200]).update(updated_by_label=label)
