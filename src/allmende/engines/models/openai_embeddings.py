"""Embeddings of any server that speaks OpenAI's protocol: Ollama, vLLM, llama.cpp, a provider.

Source: OpenAI API reference, ``POST /v1/embeddings``.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allmende.engines.models.embedding import ModelUnavailable

BATCH = 64  # texts a request
TIMEOUT = 30.0  # seconds a request


class OpenAIEmbeddings:
    """``url`` is the server's address with or without ``/v1``; ``key`` may be empty."""

    def __init__(self, url: str, *, model: str, key: str = "", timeout: float = TIMEOUT) -> None:
        base = url.rstrip("/")
        self._url = f"{base.removesuffix('/v1')}/v1/embeddings"
        if not self._url.startswith(("http://", "https://")):
            raise ValueError(f"{url}: Die Adresse muss mit http:// oder https:// beginnen.")
        self._model = model
        self._key = key
        self._timeout = timeout
        self._dimensions = 0

    @property
    def name(self) -> str:
        return f"{self._model} @ {self._url.removesuffix('/v1/embeddings')}"[:80]

    @property
    def dimensions(self) -> int:
        """Asks the server once, because the protocol does not name it."""
        if not self._dimensions:
            self._dimensions = self._request(["?"]).shape[1]
        return self._dimensions

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        starts = range(0, len(texts), BATCH)
        vectors = np.concatenate([self._request(texts[at : at + BATCH]) for at in starts])
        self._dimensions = vectors.shape[1]
        return vectors

    def _request(self, texts: Sequence[str]) -> NDArray[np.float32]:
        body = json.dumps({"model": self._model, "input": list(texts)}).encode()
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._url, body, headers)  # noqa: S310 -- checked above
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:  # noqa: S310
                return _read(json.load(response), len(texts))
        except (OSError, HTTPException, ValueError) as error:
            raise ModelUnavailable(
                f"Das Einbettungsmodell unter {self._url} antwortet nicht wie erwartet ({error}). "
                "Prüfen Sie ALLMENDE_EMBEDDING_URL, ALLMENDE_EMBEDDING_MODEL und "
                "ALLMENDE_EMBEDDING_KEY."
            ) from error


def _read(answer: Any, count: int) -> NDArray[np.float32]:
    """Rows in the order of the texts; ValueError where the answer is of another shape."""
    try:
        rows = sorted(answer["data"], key=lambda row: row["index"])
        vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
    except (KeyError, TypeError) as error:
        raise ValueError("unerwartete Antwort") from error
    if vectors.ndim != 2 or len(vectors) != count or not vectors.size:
        raise ValueError("unerwartete Zahl von Vektoren")
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(norms).all() or not norms.all():
        raise ValueError("Vektoren ohne Länge")
    return np.asarray(vectors / norms, dtype=np.float32)
