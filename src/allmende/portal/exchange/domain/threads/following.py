"""How closely somebody follows a thread or a topic field."""

from django.db import transaction

from allmende.portal.core.domain import subscriptions
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import FollowLevel
from allmende.portal.exchange.models import Thread
from allmende.portal.exchange.rules import threads as rules
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.models import Member

THREAD, TOPIC = "thread", "topic"
GONE = "Diese Auswahl gibt es nicht. Laden Sie die Seite neu."


@transaction.atomic
def follow_thread(thread: Thread, *, level: str, by: Member) -> None:
    """Empty: what the topic says holds."""
    require(rules.may_write, by)
    _set(by, THREAD, str(thread.pk), level, {FollowLevel.ALL, FollowLevel.MUTE})


@transaction.atomic
def follow_topic(topic: str, *, level: str, by: Member) -> None:
    require(rules.may_write, by)
    if topic not in TOPICS:
        raise Refused(GONE)
    _set(by, TOPIC, topic, level, set(FollowLevel))


def begin(thread: Thread, *, by: Member) -> None:
    """Who writes follows, unless the person has chosen otherwise."""
    subscriptions.begin(by.user, THREAD, str(thread.pk))


def level_of_thread(member: Member, thread: Thread) -> FollowLevel | None:
    return subscriptions.level_of(member.user, THREAD, str(thread.pk))


def level_of_topic(member: Member, topic: str) -> FollowLevel | None:
    return subscriptions.level_of(member.user, TOPIC, topic)


def topics_of(member: Member) -> dict[str, str]:
    """Topic fields that somebody follows, with the level."""
    rows = subscriptions.of(member.user).filter(kind=TOPIC)
    return dict(rows.values_list("key", "level"))


def forget_thread(thread: Thread) -> None:
    """The thread is gone."""
    subscriptions.forget(THREAD, str(thread.pk))


def _set(by: Member, kind: str, key: str, level: str, allowed: set[FollowLevel]) -> None:
    if not level:
        subscriptions.unfollow(by.user, kind, key)
    elif level in allowed:
        subscriptions.follow(by.user, kind, key, level=FollowLevel(level))
    else:
        raise Refused(GONE)
