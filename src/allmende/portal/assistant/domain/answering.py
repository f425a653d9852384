"""From a question to a stored answer: verbatim sentences, or an honest refusal."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from allmende.engines.retrieval.types import Answer
from allmende.portal.assistant import rules
from allmende.portal.assistant.domain import checks, privacy, reading, service
from allmende.portal.assistant.domain.retention import conversation_time
from allmende.portal.assistant.models import Citation, Question
from allmende.portal.core import metrics
from allmende.portal.core.domain.permissions import require
from allmende.portal.knowledge.domain import search
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member, Organisation

HITS = 30  # passages handed to the reader's windows
UNPREPARED = {"documents": 2, "sentences": 15}  # as much as is embedded while somebody waits
NEAREST = 3  # documents offered where nothing answers


@dataclass(frozen=True, slots=True)
class Cited:
    passage_id: int
    sentences: list[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    answered: bool
    confidence: float
    cited: list[Cited]


def ask(
    organisation: Organisation, *, question: str, member: Member | None = None, language: str = "de"
) -> Question:
    """Answer from what the asking person may read, and keep references to the sources.

    Without ``member`` only public knowledge is read. Raises Refused where the question is
    empty or too long, or the service is not switched on. No audit entry: that somebody asked
    is nobody's business.
    """
    require(rules.may_ask, member, organisation)
    service.require_on(organisation)
    text = privacy.redact(checks.question(question))
    started = time.perf_counter()
    outcome = look_up(text, keys=audience.search_keys(organisation, member))
    seconds = time.perf_counter() - started
    stored = Question(
        organisation=organisation,
        member=member,
        text=text,
        language=language,
        answered=outcome.answered,
        confidence=outcome.confidence,
        milliseconds=round(seconds * 1000),
        expires_at=timezone.now() + conversation_time(),
    )
    _store(stored, outcome.cited)
    _measure(stored, seconds)
    return stored


def look_up(text: str, *, keys: frozenset[str]) -> Outcome:
    """Search and read with just those audience keys; nothing is stored."""
    searched = privacy.without_marks(text)
    found = search.find(searched, keys=keys, limit=HITS)
    windows = _windows(found)
    answer = reading.read(searched, [window.context for window in windows])
    quoted = _quoted(answer, windows)
    return Outcome(
        answered=bool(quoted), confidence=answer.confidence, cited=quoted or _nearest(found)
    )


def _windows(found: Sequence[search.FoundPassage]) -> list[search.PlacedContext]:
    """Less where the background work has not prepared the sentences yet."""
    windows = search.contexts(found)
    if all(window.context.vectors is not None for window in windows):
        return windows
    return search.contexts(found, **UNPREPARED)


def _quoted(answer: Answer, windows: Sequence[search.PlacedContext]) -> list[Cited]:
    """The chosen sentences by passage, the strongest context first."""
    return [
        Cited(passage_id, sentences)
        for quote in answer.quotes
        for passage_id, sentences in windows[quote.context].quoted(quote.sentences).items()
    ]


def _nearest(found: Sequence[search.FoundPassage]) -> list[Cited]:
    """The best passage of each of the best documents, without a quote."""
    best: dict[int, int] = {}
    for passage in found:
        best.setdefault(passage.document_id, passage.passage_id)
    return [Cited(pk, []) for pk in list(best.values())[:NEAREST]]


@transaction.atomic
def _store(question: Question, cited: Sequence[Cited]) -> None:
    question.save(force_insert=True)
    Citation.objects.bulk_create(
        Citation(
            question=question,
            passage_id=place.passage_id,
            position=position,
            sentences=place.sentences,
        )
        for position, place in enumerate(cited)
    )


def _measure(question: Question, seconds: float) -> None:
    asked_by = "member" if question.member_id else "public"
    outcome = "answered" if question.answered else "refused"
    metrics.ANSWERS.labels(asked_by, outcome).inc()
    metrics.ANSWER_SECONDS.observe(seconds)
