"""Narrowing and ordering lists of questions and answers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.legal import queries
from allmende.portal.exchange.domain.legal.finding import ANSWER
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion
from allmende.portal.organisations.domain.audience import NETWORK_PUBLIC_KEY, find_keys
from allmende.portal.organisations.models import Member

OPEN = "offen"
UNANSWERED = (
    LegalState.ASKED,
    LegalState.SIGHTED,
    LegalState.DRAFTING,
    LegalState.REVIEWING,
)
MOST = 500  # hits of a search that are ranked


def questions(
    member: Member, *, text: str = "", state: str = "", topic: str = "", land: str = "",
    mine: bool = False,
) -> QuerySet[LegalQuestion]:  # fmt: skip
    """What was merged shows only where it is asked for."""
    found = queries.questions(member)
    if state == OPEN:
        answered = AnswerVersion.objects.filter(is_current=True, withdrawn_at=None)
        found = found.filter(state__in=UNANSWERED).exclude(pk__in=answered.values("question"))
    elif state:
        found = found.filter(state=state)
    else:
        found = found.exclude(state=LegalState.MERGED)
    if topic:
        found = found.filter(topic=topic)
    if land:
        found = found.filter(land__in=(land, ""))
    if mine:
        found = found.filter(queries.of_ours(member)).distinct()
    if text:
        found = found.filter(pk__in=ranked(text, member))
    return found


def ranked(text: str, member: Member) -> list[int]:
    """Questions that fit, or whose answer does, the best first."""
    keys = find_keys(member)
    lists = [
        list(search.matching(text, kinds=[kind], keys=keys)[:MOST])
        for kind in (queries.KIND, ANSWER)
    ]
    place = {pk: at for ids in reversed(lists) for at, pk in enumerate(ids)}
    for ids in lists:
        for at, pk in enumerate(ids):
            place[pk] = min(place[pk], at)
    return sorted(place, key=lambda pk: (place[pk], -pk))


def in_order[T: (LegalQuestion, AnswerVersion)](
    ids: Sequence[int], rows: Sequence[T], key: str
) -> list[T]:
    found: dict[Any, T] = {getattr(row, key): row for row in rows}
    return [found[pk] for pk in ids if pk in found]


def answers(
    found: QuerySet[AnswerVersion], *, topic: str = "", land: str = ""
) -> QuerySet[AnswerVersion]:
    """An answer for all of Germany is one for each Land."""
    if topic:
        found = found.filter(topic=topic)
    if land:
        words = found.annotate(land_words=Cast("lands", TextField()))
        found = words.filter(Q(land_words__contains=f'"{land}"') | Q(land_words="[]"))
    return found


def answer_ids(text: str, *, member: Member | None = None) -> list[int]:
    """Questions whose answers fit, the best first; None is the public, not even organisations."""
    keys = find_keys(member) if member else frozenset({NETWORK_PUBLIC_KEY})
    return list(search.matching(text, kinds=[ANSWER], keys=keys)[:MOST])
