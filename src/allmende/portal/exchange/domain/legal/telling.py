"""Whom a question concerns, and telling each of them once."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from allmende.portal.core.domain import subscriptions, things
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.enums import FollowLevel, Reason
from allmende.portal.exchange.domain.legal.queries import KIND
from allmende.portal.exchange.models import LegalQuestion, MeToo
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.models import NetworkRoleAssignment


def address_of(question: LegalQuestion) -> str:
    return f"/austausch/rechtsfragen/{question.pk}/"


def concerned(question: LegalQuestion) -> set[int]:
    """Users: who has asked this or what was merged into it, "betrifft uns auch", followers."""
    key = str(question.pk)
    asked = LegalQuestion.objects.filter(Q(pk=question.pk) | Q(merged_into=question.pk))
    found = set(asked.exclude(author=None).values_list("author_id", flat=True))
    found |= set(MeToo.objects.filter(kind=KIND, key=key).values_list("user_id", flat=True))
    found |= set(subscriptions.followers(KIND, key).values_list("pk", flat=True))
    muted = subscriptions.followers(KIND, key, levels=(FollowLevel.MUTE,))
    return found - set(muted.values_list("pk", flat=True))


def tell_concerned(
    question: LegalQuestion, text: str, *, but: Any = None, also: Iterable[int | None] = ()
) -> None:
    """``but``: the Member who has done it; ``also``: users who work on it."""
    tell(question, concerned(question) | {pk for pk in also if pk}, text, but=but)


def tell(
    question: LegalQuestion,
    user_ids: Collection[int],
    text: str,
    *,
    but: Any = None,
    reason: Reason = Reason.FOLLOWING,
) -> None:
    """Only who may see the question; its organisation is named nowhere."""
    about = (KIND, str(question.pk))
    ids = set(user_ids) - {getattr(but, "user_id", None)}
    seen = things.seen_by(ids, [about])
    for user in get_user_model().objects.filter(pk__in=ids, is_active=True).order_by("pk"):
        if seen(user.pk, *about):
            notify(user, text=text, url=address_of(question), reason=reason, about=about)


def servants(role: NetworkRole) -> set[int]:
    """Users with that task for the whole network."""
    found = NetworkRoleAssignment.objects.filter(role=role, user__is_active=True)
    return set(found.values_list("user_id", flat=True))
