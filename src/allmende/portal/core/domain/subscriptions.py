"""How closely somebody follows a thing, whatever app it lives in."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from allmende.portal.core.domain import things
from allmende.portal.core.domain.things import Thing
from allmende.portal.core.enums import FollowLevel
from allmende.portal.core.models import Subscription


def follow(user: Any, kind: str, key: str, *, level: FollowLevel = FollowLevel.ALL) -> Subscription:
    """Set the level, mute included; the caller has checked that the user may see the thing."""
    row, _ = Subscription.objects.update_or_create(
        user=user, kind=kind, key=key, defaults={"level": level}
    )
    return row


def begin(user: Any, kind: str, key: str) -> None:
    """Follow what one takes part in, unless the person has chosen a level already."""
    Subscription.objects.get_or_create(user=user, kind=kind, key=key)


def unfollow(user: Any, kind: str, key: str) -> None:
    Subscription.objects.filter(user=user, kind=kind, key=key).delete()


def forget(kind: str, key: str) -> None:
    """The thing is gone."""
    Subscription.objects.filter(kind=kind, key=key).delete()


def level_of(user: Any, kind: str, key: str) -> FollowLevel | None:
    row = Subscription.objects.filter(user=user, kind=kind, key=key).first()
    return FollowLevel(row.level) if row else None


def followers(
    kind: str, key: str, *, levels: Collection[FollowLevel] = (FollowLevel.ALL,)
) -> QuerySet[Any]:
    """Active users; whether each still may see the thing is asked with ``things.seen_by``."""
    rows = Subscription.objects.filter(kind=kind, key=key, level__in=levels)
    return get_user_model().objects.filter(is_active=True, pk__in=rows.values("user_id"))


def of(user: Any) -> QuerySet[Subscription]:
    """What somebody follows, or has muted, the newest first."""
    return Subscription.objects.filter(user=user)


def named(reader: Any, rows: Iterable[Subscription]) -> list[tuple[Subscription, Thing | None]]:
    """With the things themselves; None where they are gone or no longer visible."""
    listed = list(rows)
    found = things.many(reader, [(row.kind, row.key) for row in listed])
    return [(row, found.get((row.kind, row.key))) for row in listed]
