"""Windows of documents around the found passages, as the reader takes them."""

from collections.abc import Sequence

import numpy as np
from django.db.models import Q

from allmende.engines.retrieval.types import Context, Matrix
from allmende.portal.knowledge.domain.found import FoundPassage, Place, PlacedContext
from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.models import Passage

DOCUMENTS = 5
SENTENCES = 40
NEIGHBOURS = 15  # passages on either side; a window seldom takes more than ten


def contexts(
    found: Sequence[FoundPassage], *, documents: int = DOCUMENTS, sentences: int = SENTENCES
) -> list[PlacedContext]:
    """One window for each of the best documents, best first.

    A window holds the best passage of its document and grows by its neighbours, found ones
    first, while it has at most ``sentences`` sentences (more where one passage alone has more).
    ``found`` comes from ``search.find``, which has already checked who may read it.
    """
    best: dict[int, FoundPassage] = {}
    for passage in found:
        best.setdefault(passage.document_id, passage)
    chosen = dict(list(best.items())[:documents])
    return [
        _place(chosen[document_id], _window(passages, found, sentences))
        for document_id, passages in _passages_around(chosen).items()
    ]


def _passages_around(chosen: dict[int, FoundPassage]) -> dict[int, list[Passage]]:
    """In the order of ``chosen``; one query, also for a document of a thousand pages."""
    grouped: dict[int, list[Passage]] = {pk: [] for pk in chosen}
    if not chosen:
        return {}
    near = Q()
    for pk, best in chosen.items():
        ends = (best.position - NEIGHBOURS, best.position + NEIGHBOURS)
        near |= Q(document_id=pk, position__range=ends)
    rows = Passage.objects.filter(near).select_related("embedding")
    for passage in rows.defer("embedding__windows").order_by("position"):
        grouped[passage.document_id].append(passage)
    return {pk: passages for pk, passages in grouped.items() if passages}


def _window(
    passages: list[Passage], found: Sequence[FoundPassage], limit: int
) -> list[Passage]:
    """Consecutive passages around the best one."""
    scores = {passage.passage_id: passage.score for passage in found}
    value = [scores.get(passage.pk, 0.0) for passage in passages]
    size = [len(passage.sentences) for passage in passages]
    start = value.index(max(value))
    end = start + 1
    while candidates := [
        (value[at], at) for at in (start - 1, end) if 0 <= at < len(passages)
    ]:
        _, at = max(candidates)
        if sum(size[start:end]) + size[at] > limit:
            break
        start, end = min(start, at), max(end, at + 1)
    return passages[start:end]


def _place(best: FoundPassage, window: list[Passage]) -> PlacedContext:
    places = tuple(
        Place(passage.pk, sentence)
        for passage in window
        for sentence in range(len(passage.sentences))
    )
    return PlacedContext(
        document_id=best.document_id,
        context=Context(
            sentences=tuple(s for passage in window for s in passage.sentences),
            relevance=best.score,
            vectors=_vectors(window),
        ),
        places=places,
    )


def _vectors(window: list[Passage]) -> Matrix | None:
    """One row a sentence; None unless all passages were embedded by today's model."""
    model = meaning.model()
    rows: list[Matrix] = []
    for passage in window:
        embedding = getattr(passage, "embedding", None)
        if embedding is None or embedding.model != model.name:
            return None
        rows.append(meaning.unpack(embedding.sentences, dimensions=model.dimensions))
        if len(rows[-1]) != len(passage.sentences):
            return None
    return np.concatenate(rows)
