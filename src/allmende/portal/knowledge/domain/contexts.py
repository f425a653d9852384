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


def _window(passages: list[Passage], found: Sequence[FoundPassage], limit: int) -> list[Passage]:
    """Consecutive passages around the best one."""
    scores = {passage.passage_id: passage.score for passage in found}
    value = [scores.get(passage.pk, 0.0) for passage in passages]
    size = [len(passage.sentences) for passage in passages]
    start = value.index(max(value))
    end = start + 1
    while candidates := [(value[at], at) for at in (start - 1, end) if 0 <= at < len(passages)]:
        _, at = max(candidates)
        if sum(size[start:end]) + size[at] > limit:
            break
        start, end = min(start, at), max(end, at + 1)
    return passages[start:end]


def _place(best: FoundPassage, window: list[Passage]) -> PlacedContext:
    lines: list[str] = [best.title]
    places: list[Place | None] = [None]
    rows: list[tuple[Passage, int]] = [(window[0], 0)]  # where the vector of each line is kept
    path: list[str] = []
    for passage in window:
        for depth, heading in enumerate(passage.heading_path):
            if passage.heading_path[: depth + 1] != path[: depth + 1]:
                lines.append(heading)
                places.append(None)
                rows.append((passage, 1 + depth))
        path = passage.heading_path
        first = 1 + len(path)
        for number, sentence in enumerate(passage.sentences):
            lines.append(sentence)
            places.append(Place(passage.pk, number))
            rows.append((passage, first + number))
    context = Context(sentences=tuple(lines), relevance=best.score, vectors=_vectors(window, rows))
    return PlacedContext(document_id=best.document_id, context=context, places=tuple(places))


def _vectors(window: list[Passage], rows: list[tuple[Passage, int]]) -> Matrix | None:
    """One row a line; None unless all passages were embedded by today's models."""
    dimensions = meaning.reader_model().dimensions
    stored: dict[int, Matrix] = {}
    for passage in window:
        embedding = getattr(passage, "embedding", None)
        if embedding is None or embedding.model != meaning.signature():
            return None
        matrix = meaning.unpack(embedding.sentences, dimensions=dimensions)
        if len(matrix) != 1 + len(passage.heading_path) + len(passage.sentences):
            return None
        stored[passage.pk] = matrix
    return np.stack([stored[passage.pk][row] for passage, row in rows])
