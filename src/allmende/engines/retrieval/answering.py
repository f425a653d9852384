"""From the contexts that search found to a quoted answer, or to saying that there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest

from allmende.engines.retrieval.reader.protocol import Reader
from allmende.engines.retrieval.reader.questions import split, wants_no_fact
from allmende.engines.retrieval.reader.structure import Kind, Outline, outline
from allmende.engines.retrieval.reader.subject import names, speaks_of
from allmende.engines.retrieval.types import Answer, Context, Quote, Reading

REFUSAL = 0.3
"""The operating point: contexts less likely to answer are not quoted."""

MOST_CONTEXTS = 5
MOST_SENTENCES = 6
_QUOTED_CONTEXTS = 2
_REREAD = 3  # of the strongest contexts are read again for each part of a question
_RIVAL = 0.85  # a second context is quoted if its strength comes this near to the best
_FAINT = 0.4  # sentences are not quoted if their score is less than this part of the best
_MOST_ANNOUNCED = 4  # lines quoted after one that ends with a colon
_PART_WEIGHT = 0.5  # relevance can at most halve a reading, never replace it


type _Place = tuple[int, int]  # context, sentence


@dataclass(frozen=True, slots=True)
class _Found:
    context: int
    reading: Reading
    strength: float
    sentences: tuple[int, ...]  # best first


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
    if not _is_in_question(question, offered):
        return Answer(answered=False, confidence=0.0, contexts_read=0)
    found = _read_all(question, offered, reader)
    wanted = [_wanted(found, threshold=threshold, most=most_sentences)]
    if wanted[0]:
        likely = {one.context for one in found[:_REREAD]}
        for part in _parts(question):
            in_part = _read_all(part, offered, reader, only=likely)
            wanted.append(_wanted(in_part, threshold=threshold, most=most_sentences))
    quotes = _quotes(_in_turn(wanted)[:most_sentences])
    return Answer(
        answered=bool(quotes),
        confidence=max(one.strength for one in found),
        quotes=quotes,
        contexts_read=len(offered),
    )


def _is_in_question(question: str, contexts: Sequence[Context]) -> bool:
    """Whether texts can answer it at all, and one of these speaks of what it names."""
    readable = [context.sentences for context in contexts if context.sentences]
    if not question.strip() or not readable or wants_no_fact(question):
        return False
    named = names(question)
    return not named or any(speaks_of(named, sentences) for sentences in readable)


def _parts(question: str) -> list[str]:
    parts = split(question)
    return parts if len(parts) > 1 else []


def _read_all(
    question: str, contexts: Sequence[Context], reader: Reader, *, only: set[int] | None = None
) -> list[_Found]:
    """Readings of all contexts, or of those with these numbers, strongest first."""
    relevance = _relative_relevance(contexts)
    numbers = [i for i in range(len(contexts)) if only is None or i in only]
    readings = reader.read(question, [contexts[i] for i in numbers])
    found = []
    for number, reading in zip(numbers, readings, strict=True):
        strength = reading.answerable * (1 - _PART_WEIGHT * (1 - relevance[number]))
        found.append(_Found(number, reading, strength, _quotable(contexts[number], reading)))
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
    """The chosen sentences, best first, each line with a colon before what it announces.

    Nothing far weaker than the best sentence, and no heading without a line below it.
    """
    shape = outline(tuple(context.sentences))
    enough = _FAINT * max((reading.scores[i] for i in reading.chosen), default=0.0)
    ranked = sorted(reading.chosen, key=lambda i: -reading.scores[i])
    clear = [i for i in ranked if reading.scores[i] >= enough]
    below = {shape.heading[i] for i in clear if shape.kinds[i] is not Kind.HEADING}
    said = [i for i in clear if shape.kinds[i] is not Kind.HEADING or i in below]
    whole = [line for i in said for line in (i, *_announced(shape, i))]
    return tuple(dict.fromkeys(whole))


def _announced(shape: Outline, line: int) -> list[int]:
    """The lines below one that ends with a colon, up to the next full sentence."""
    if shape.kinds[line] is not Kind.INTRO:
        return []
    after = range(line + 1, min(line + 1 + _MOST_ANNOUNCED, len(shape.kinds)))
    return list(takewhile(lambda i: shape.kinds[i] is not Kind.SENTENCE, after))


def _wanted(found: Sequence[_Found], *, threshold: float, most: int) -> list[_Place]:
    """Sentences worth quoting, best first; a second context gets at least two places."""
    ranked = [
        [(one.context, i) for i in one.sentences]
        for one in _trustworthy(found, threshold=threshold)
    ]
    if len(ranked) < 2:
        return [place for places in ranked for place in places]
    first, second = ranked
    cut = max(most - 2, 1)
    return first[:cut] + second + first[cut:]


def _in_turn(wishes: Sequence[Sequence[_Place]]) -> list[_Place]:
    """One of each list in turn, without repetition, so that every part gets its share."""
    rounds = zip_longest(*wishes)
    return list(dict.fromkeys(place for turn in rounds for place in turn if place is not None))


def _quotes(places: Sequence[_Place]) -> tuple[Quote, ...]:
    """Grouped by context in the order in which the contexts first occur."""
    grouped: dict[int, list[int]] = {}
    for context, sentence in places:
        grouped.setdefault(context, []).append(sentence)
    return tuple(Quote(context, tuple(sorted(found))) for context, found in grouped.items())
