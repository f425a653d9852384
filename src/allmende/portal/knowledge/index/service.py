"""What knowledge asks of an index, whichever database stands below."""

from collections.abc import Collection
from typing import Protocol

from allmende.engines.retrieval.index import Index


class IndexService(Protocol):
    def index(self) -> Index:
        """The index with everything that was committed before this call."""

    def changed(self, document_ids: Collection[int]) -> None:
        """Passages, scope, vectors or the very existence of these documents changed.

        Called inside the transaction that changes them.
        """

    def rebuild(self) -> None:
        """Forget everything and read all documents anew."""

    def warm_up(self) -> None:
        """Do now what the first search would otherwise wait for."""
