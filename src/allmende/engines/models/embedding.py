"""What the platform asks of a model: one small Protocol for each kind."""

from collections.abc import Sequence
from typing import Protocol

from numpy import float32
from numpy.typing import NDArray


class EmbeddingModel(Protocol):
    """Turns texts into vectors whose dot product is their nearness in meaning.

    Both methods return an array of shape (len(texts), dimensions), rows L2-normalised,
    and raise ``ModelUnavailable`` where the model cannot be reached or loaded.
    """

    @property
    def name(self) -> str:
        """Changes whenever vectors of before can no longer be compared."""

    @property
    def dimensions(self) -> int: ...

    def embed_questions(self, texts: Sequence[str]) -> NDArray[float32]: ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[float32]: ...


class ModelUnavailable(Exception):
    """A model cannot be used now; the message says why and what to do."""
