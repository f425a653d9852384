"""Questions to passages. Whatever an index says is fetched again from the database."""

from collections.abc import Set as AbstractSet

from allmende.engines.retrieval import searching
from allmende.engines.retrieval.types import Hit
from allmende.portal.knowledge import index
from allmende.portal.knowledge.domain import queries
from allmende.portal.knowledge.domain.contexts import contexts
from allmende.portal.knowledge.domain.found import FoundPassage, Place, PlacedContext
from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.models import Passage

__all__ = ["FoundPassage", "Place", "PlacedContext", "contexts", "find"]

SPARE = 10  # hits asked for beyond the limit, for documents that are out of force today
ROUNDS = 3


def find(question: str, *, keys: AbstractSet[str], limit: int) -> list[FoundPassage]:
    """The best ``limit`` passages that the keys open and that are in force today."""
    if not question.strip() or not keys or limit < 1:
        return []
    vector = meaning.question_vector(question)
    store = index.current()
    wanted = limit + SPARE
    for _ in range(ROUNDS):
        hits = searching.search(store, question, scope=keys, limit=wanted, vector=vector)
        found = _fetch(hits, keys)
        if len(found) >= limit or len(hits) < wanted:
            break
        wanted *= 4
    return found[:limit]


def _fetch(hits: list[Hit], keys: AbstractSet[str]) -> list[FoundPassage]:
    passages = queries.passages_by_id([hit.passage_id for hit in hits], keys)
    return [
        _describe(passages[hit.passage_id], hit.score) for hit in hits if hit.passage_id in passages
    ]


def _describe(passage: Passage, score: float) -> FoundPassage:
    document = passage.document
    return FoundPassage(
        passage_id=passage.pk,
        document_id=document.pk,
        position=passage.position,
        score=score,
        title=document.title,
        heading_path=tuple(passage.heading_path),
        page=passage.page,
        mark=passage.mark,
        text=passage.text,
        office=document.responsible_office,
        organisation=document.collection.organisation,
        dated=document.dated,
        valid_until=document.valid_until,
        recognised=document.recognised,
    )
