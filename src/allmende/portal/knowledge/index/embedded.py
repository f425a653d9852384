"""The index inside this process. All processes learn of changes through the database."""

import threading
from collections.abc import Collection, Iterable
from itertools import batched

from allmende.engines.retrieval.embedded_index import EmbeddedIndex
from allmende.engines.retrieval.types import IndexEntry
from allmende.portal.knowledge.index import entries, meaning, terms
from allmende.portal.knowledge.models import IndexChange, Passage

OVERLAP = 200  # a transaction may commit after one with a higher number; look back so far
PORTION = 2000


class Service:
    """One for each process. Searches of other threads wait only while changes come in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: EmbeddedIndex | None = None
        self._seen: set[int] = set()  # the newest numbers that this process has taken in

    def index(self) -> EmbeddedIndex:
        with self._lock:
            if self._index is None:
                self._index = self._load()
            else:
                self._catch_up(self._index)
            return self._index

    def changed(self, document_ids: Collection[int]) -> None:
        terms.keep(Passage.objects.filter(document_id__in=document_ids))
        IndexChange.objects.bulk_create(IndexChange(document_id=pk) for pk in document_ids)

    def warm_up(self) -> None:
        self.index()
        meaning.warm_up()
        terms.keep(Passage.objects.all())  # after an update the old ones do not fit any more

    def rebuild(self) -> None:
        """Load anew at the next search; other processes load when they start."""
        with self._lock:
            self._index, self._seen = None, set()

    def _load(self) -> EmbeddedIndex:
        loaded = EmbeddedIndex()
        # Numbers first: what is committed while we read comes once more with the next change.
        newest = IndexChange.objects.order_by("-pk").values_list("pk", flat=True)
        self._seen = set(newest[:OVERLAP])
        _add(loaded, entries.of_all())
        return loaded

    def _catch_up(self, index: EmbeddedIndex) -> None:
        since = max(self._seen, default=0) - OVERLAP
        changes = IndexChange.objects.filter(pk__gt=since).values_list("pk", "document_id")
        fresh = {pk: document for pk, document in changes if pk not in self._seen}
        if not fresh:
            return
        documents = set(fresh.values())
        index.remove_documents(documents)
        _add(index, entries.of_documents(documents))
        newest = max(fresh.keys() | self._seen)
        self._seen = {pk for pk in fresh.keys() | self._seen if pk > newest - OVERLAP}


def _add(index: EmbeddedIndex, found: Iterable[IndexEntry]) -> None:
    for portion in batched(found, PORTION):
        index.add(portion)
