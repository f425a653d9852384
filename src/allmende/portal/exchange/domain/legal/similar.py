"""What was asked before in other words. Rare words count more, and a part of them is enough."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log

from allmende.engines.language import analysis
from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.legal import queries
from allmende.portal.exchange.domain.legal.finding import ANSWER
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion
from allmende.portal.organisations.domain.audience import find_keys
from allmende.portal.organisations.models import Member

WORDS = 8  # of a title that are looked up
OFTEN = 300  # hits of one word that are looked at
SHOWN = 5
ENOUGH = 0.4  # of what a perfect match would weigh


@dataclass(frozen=True, slots=True)
class Similar:
    question: LegalQuestion
    answer: AnswerVersion | None
    concerned: int


def to_title(title: str, *, member: Member, but: int | None = None) -> list[Similar]:
    """The most similar questions that the member may see, the best first."""
    ranked = [pk for pk in _ranked(title, find_keys(member)) if pk != but]
    gone = (LegalState.MERGED, LegalState.WITHDRAWN)
    found = queries.questions(member).exclude(state__in=gone).in_bulk(ranked[: SHOWN * 4])
    questions = [found[pk] for pk in ranked if pk in found][:SHOWN]
    valid = queries.valid_answers(member).filter(question__in=questions)
    answers = {one.question_id: one for one in valid}
    counts = queries.concerned(questions)
    return [Similar(one, answers.get(one.pk), counts[one.pk]) for one in questions]


def _ranked(title: str, keys: frozenset[str]) -> list[int]:
    words = list(dict.fromkeys(analysis.words(title)))[:WORDS]
    score: dict[int, float] = defaultdict(float)
    fits: Counter[int] = Counter()
    best = 0.0
    for word in words:
        hits: set[int] = set()
        for kind in (queries.KIND, ANSWER):
            hits |= set(search.matching(word, kinds=[kind], keys=keys).order_by()[:OFTEN])
        weight = 1 / log(2 + len(hits))
        best += weight if hits else 0
        for pk in hits:
            score[pk] += weight
        fits.update(hits)
    floor, fewest = best * ENOUGH, min(2, len(words))
    good = [pk for pk, reached in score.items() if reached >= floor and fits[pk] >= fewest]
    return sorted(good, key=lambda pk: (-score[pk], -pk))
