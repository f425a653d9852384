"""The seam between answering and whatever finds the sentences that answer."""

from collections.abc import Sequence
from typing import Protocol

from allmende.engines.retrieval.types import Context, Reading


class Reader(Protocol):
    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        """Judge every sentence of each context; one context does not depend on the others.

        ``chosen`` is the best non-empty choice if the context answers at all; whether it
        does is left to the caller, who holds ``answerable`` against the refusal setting.
        Only an empty context gives an empty choice. Deterministic.
        """
