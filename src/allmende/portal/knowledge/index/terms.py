"""Keeps the analysed words of passages, because analysing is most of the work of loading."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import batched

import numpy as np
from django.db.models import Q, QuerySet

from allmende.engines.retrieval.words import WEIGHT_STEP, TermVector, document_vector
from allmende.portal.knowledge.models import Passage, PassageTerms

PORTION = 500
COLUMNS = ("pk", "document__title", "heading_path", "text")


@cache
def analysis() -> str:
    """Changes with any change of the code or data that turns text into terms."""
    digest = hashlib.sha256(files("allmende.engines.retrieval").joinpath("words.py").read_bytes())
    folder = files("allmende.engines.language")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".txt")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def keep(passages: QuerySet[Passage]) -> None:
    """Analyse those of the passages that today's rules have not analysed yet."""
    missing = passages.filter(Q(terms=None) | ~Q(terms__analysis=analysis()))
    for portion in batched(list(missing.values_list("pk", flat=True)), PORTION):
        rows = Passage.objects.filter(pk__in=portion).values_list(*COLUMNS)
        _write(_row(*row) for row in rows)


def restore(made_by: str | None, ids: bytes | None, steps: bytes | None) -> TermVector | None:
    """None where nothing is kept, or by other rules."""
    if made_by != analysis() or ids is None or steps is None:
        return None
    weights = np.frombuffer(steps, dtype=np.uint8) * np.float32(WEIGHT_STEP)
    return TermVector(np.frombuffer(ids, dtype=np.int32), weights.astype(np.float32))


def _write(rows: Iterable[PassageTerms]) -> None:
    PassageTerms.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["passage"],
        update_fields=["analysis", "ids", "steps"],
    )


def _row(pk: int, title: str, heading_path: list[str], text: str) -> PassageTerms:
    vector = document_vector(title=title, heading_path=heading_path, text=text)
    steps = np.rint(vector.weights / np.float32(WEIGHT_STEP)).astype(np.uint8)
    return PassageTerms(
        passage_id=pk, analysis=analysis(), ids=vector.ids.tobytes(), steps=steps.tobytes()
    )
