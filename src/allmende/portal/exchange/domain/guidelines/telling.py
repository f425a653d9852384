"""Who hears of a guideline: followers and others, once each, if they may see it."""

from collections.abc import Iterable

from allmende.portal.core.domain import subscriptions, things
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.enums import Reason
from allmende.portal.exchange.domain.guidelines.queries import KIND
from allmende.portal.exchange.models import Guideline
from allmende.portal.organisations.models import User


def followers(guideline: Guideline) -> list[User]:
    return list(subscriptions.followers(KIND, str(guideline.pk)))


def tell(
    guideline: Guideline,
    people: Iterable[User],
    *,
    text: str,
    url: str,
    but: Iterable[int | None] = (),
    reason: Reason = Reason.FOLLOWING,
) -> int:
    """Each person once, and only who may see it right now; ``but`` are numbers of people."""
    key, left_out = str(guideline.pk), set(but)
    found = {user.pk: user for user in people if user.pk not in left_out}
    seen = things.seen_by(list(found), [(KIND, key)])
    wanted = [user for user in found.values() if seen(user.pk, KIND, key)]
    for user in wanted:
        notify(user, text=text, url=url, reason=reason, about=(KIND, key))
    return len(wanted)


def writers(guideline: Guideline) -> list[User]:
    return list(guideline.writers.filter(is_active=True))
