"""From a question to the passages that may answer it, best first."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from allmende.engines.models.embedding import EmbeddingModel, ModelUnavailable
from allmende.engines.retrieval import meaning
from allmende.engines.retrieval.index import Candidate, Index, Query
from allmende.engines.retrieval.types import Hit, Vector
from allmende.engines.retrieval.words import query_vector

POOL = 100  # passages taken by words and as many by meaning, at least
MEANING_WEIGHT = 40.0  # of meaning (-1 to 1) against words (a sum of idf); train_ranker.py


@dataclass(frozen=True, slots=True)
class Searcher:
    """An index and the model of its vectors; by words only where the model is away."""

    index: Index
    model: EmbeddingModel | None = None

    def search(self, question: str, *, scope: AbstractSet[str], limit: int) -> list[Hit]:
        return rank(self.candidates(question, scope=scope, limit=limit))[:limit]

    def candidates(self, question: str, *, scope: AbstractSet[str], limit: int) -> list[Candidate]:
        return candidates(
            self.index, question, scope=scope, limit=limit, vector=self._vector(question)
        )

    def _vector(self, question: str) -> Vector | None:
        if self.model is None:
            return None
        try:
            centres = meaning.centres(self.model)
            embedded = self.model.embed_questions([question])[0]
        except ModelUnavailable:
            return None
        return meaning.question_vector(embedded, centres)


def search(
    index: Index,
    question: str,
    *,
    scope: AbstractSet[str],
    limit: int,
    vector: Vector | None = None,
) -> list[Hit]:
    """The best passages, at most ``limit``; ``vector`` is from ``meaning.question_vector``."""
    pool = candidates(index, question, scope=scope, limit=limit, vector=vector)
    return rank(pool)[:limit]


def candidates(
    index: Index,
    question: str,
    *,
    scope: AbstractSet[str],
    limit: int,
    vector: Vector | None = None,
) -> list[Candidate]:
    """What ``rank`` chooses the best ``limit`` from."""
    terms = query_vector(
        question, passages=index.passages(), frequencies=index.document_frequencies
    )
    return index.candidates(Query(terms, vector), scope, max(limit, POOL))


def rank(candidates: Sequence[Candidate], *, meaning_weight: float = MEANING_WEIGHT) -> list[Hit]:
    """Best first; the earlier passage before a later one of the same score."""
    meanings = _meanings(candidates)
    hits = [
        Hit(
            passage_id=candidate.passage_id,
            document_id=candidate.document_id,
            score=candidate.words + meaning_weight * meaning_score,
            words=candidate.words,
            meaning=meaning_score,
        )
        for candidate, meaning_score in zip(candidates, meanings, strict=True)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))


def _meanings(candidates: Sequence[Candidate]) -> list[float]:
    """A passage that waits for its vectors gets what its place by words would deserve.

    Otherwise the documents that the background work has reached first would win.
    """
    known = sorted((c.meaning for c in candidates if c.meaning is not None), reverse=True)
    if not known:
        return [0.0] * len(candidates)
    by_words = sorted((c.words for c in candidates), reverse=True)
    share = len(known) / len(candidates)
    return [
        known[int(by_words.index(c.words) * share)] if c.meaning is None else c.meaning
        for c in candidates
    ]
