"""From the contexts that search found to a quoted answer, or to saying that there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from allmende.engines.retrieval.reader.protocol import Reader
from allmende.engines.retrieval.reader.questions import split
from allmende.engines.retrieval.reader.structure import Kind, outline
from allmende.engines.retrieval.types import Answer, Context, Quote, Reading

REFUSAL = 0.6
"""The operating point: contexts less likely to answer are not quoted."""

MOST_CONTEXTS = 5
MOST_SENTENCES = 6
_QUOTED_CONTEXTS = 2
_RIVAL = 0.85  # a second context is quoted if its strength comes this near to the best
_PART_WEIGHT = 0.5  # relevance can at most halve a reading, never replace it


@dataclass(frozen=True, slots=True)
class _Found:
    context: int
    reading: Reading
    strength: float
    sentences: tuple[int, ...]


def answer(
    question: str,
    contexts: Sequence[Context],
    reader: Reader,
    *,
    threshold: float = REFUSAL,
    most_contexts: int = MOST_CONTEXTS,
    most_sentences: int = MOST_SENTENCES,
) -> Answer:
    """Quote the sentences that answer, from one or two contexts, or refuse.

    ``contexts`` come best first; only the first ``most_contexts`` are read. ``threshold``
    in 0..1 is the refusal setting: the higher, the more questions stay unanswered.
    ``confidence`` is the strength of the best context, also where it was too weak.
    """
    offered = contexts[:most_contexts]
    if not question.strip() or not any(context.sentences for context in offered):
        return Answer(answered=False, confidence=0.0, contexts_read=0)
    found = _read_all(question, offered, reader)
    confidence = max((one.strength for one in found), default=0.0)
    kept = _trustworthy(found, threshold=threshold)
    quotes = _shortened(kept, most_sentences)
    for part in split(question) if quotes else ():
        if part.strip(" ?") != question.strip(" ?"):
            quotes = _with_part(quotes, _read_all(part, offered, reader), threshold, most_sentences)
    return Answer(
        answered=bool(quotes),
        confidence=confidence,
        quotes=tuple(quotes),
        contexts_read=len(offered),
    )


def _read_all(question: str, contexts: Sequence[Context], reader: Reader) -> list[_Found]:
    """Readings of all contexts, strongest first."""
    relevance = _relative_relevance(contexts)
    found = []
    for number, context in enumerate(contexts):
        reading = reader.read(question, context)
        strength = reading.answerable * (1 - _PART_WEIGHT * (1 - relevance[number]))
        found.append(_Found(number, reading, strength, _quotable(context, reading)))
    return sorted(found, key=lambda one: -one.strength)


def _relative_relevance(contexts: Sequence[Context]) -> list[float]:
    """Retrieval scores have no unit, so only their ratio to the best one counts, 0..1."""
    best = max((context.relevance for context in contexts), default=0.0)
    if best <= 0:
        return [1.0] * len(contexts)
    return [max(context.relevance, 0.0) / best for context in contexts]


def _trustworthy(found: Sequence[_Found], *, threshold: float) -> list[_Found]:
    usable = [one for one in found if one.sentences and one.strength >= threshold]
    if not usable:
        return []
    return [one for one in usable if one.strength >= _RIVAL * usable[0].strength][:_QUOTED_CONTEXTS]


def _quotable(context: Context, reading: Reading) -> tuple[int, ...]:
    """The chosen sentences; nothing if they are headings only, which say nothing alone."""
    kinds = outline(tuple(context.sentences)).kinds
    said = [i for i in reading.chosen if kinds[i] is not Kind.HEADING]
    return tuple(reading.chosen) if said else ()


def _shortened(found: Sequence[_Found], most: int) -> list[Quote]:
    """At most ``most`` sentences in all; the strongest context is served first."""
    quotes: list[Quote] = []
    left = most
    for one in found:
        if not left:
            break
        room = max(left - 2, left // 2) if one is found[0] and len(found) > 1 else left
        best = sorted(one.sentences, key=lambda i: (-one.reading.scores[i], i))[:room]
        quotes.append(Quote(one.context, tuple(sorted(best))))
        left -= len(best)
    return quotes


def _with_part(
    quotes: Sequence[Quote], found: Sequence[_Found], threshold: float, most: int
) -> list[Quote]:
    """Quotes that also hold the best sentences of one part of the question."""
    best = _trustworthy(found, threshold=threshold)[:1]
    if not best:
        return list(quotes)
    scores = np.array([best[0].reading.scores[i] for i in best[0].sentences])
    wanted = tuple(best[0].sentences[i] for i in np.argsort(-scores, kind="stable")[: most // 2])
    return _added(quotes, Quote(best[0].context, wanted), most)


def _added(quotes: Sequence[Quote], new: Quote, most: int) -> list[Quote]:
    merged = {quote.context: quote for quote in quotes}
    old = merged.get(new.context, Quote(new.context, ()))
    room = most + most // 2 - sum(len(quote.sentences) for quote in quotes)
    fresh = [i for i in new.sentences if i not in old.sentences][: max(room, 0)]
    if fresh:
        merged[new.context] = replace(old, sentences=tuple(sorted({*old.sentences, *fresh})))
    return list(merged.values())
