"""The one place that picks who reads: the trained reader with the model it was trained on."""

from collections.abc import Sequence
from functools import cache

from allmende.engines.retrieval import answering
from allmende.engines.retrieval.reader import Reader, TrainedReader
from allmende.engines.retrieval.types import Answer, Context
from allmende.portal.knowledge.index import meaning


@cache
def reader() -> Reader:
    """One for the whole process: it holds its model in memory."""
    return TrainedReader(meaning.reader_model())


def read(question: str, contexts: Sequence[Context]) -> Answer:
    return answering.answer(question, contexts, reader())
