"""The stores under one roof: fill with passages, search, say how much memory it takes.

Each runs in a process of its own and imports only what it needs, so that memory can be told.
"""
# ruff: noqa: PLC0415 -- see above

import os
import time
from collections.abc import Sequence
from typing import Any, Protocol

from allmende.engines.retrieval import searching
from allmende.engines.retrieval.index import Index
from allmende.engines.retrieval.types import IndexEntry
from benchmarks import measure
from benchmarks.corpus import DIMENSIONS, Question

LIMIT = 20


class Store(Protocol):
    def add(self, entries: Sequence[IndexEntry]) -> None: ...

    def finish(self) -> None:
        """What is done once after filling."""

    def search(self, question: Question) -> list[int]:
        """Passage ids, best first, at most LIMIT."""

    def memory(self) -> dict[str, float]:
        """Mebibytes by process."""

    def processor(self) -> float:
        """Seconds of processor time so far, which a busy machine does not stretch."""


class Embedded:
    def __init__(self) -> None:
        from allmende.engines.retrieval.embedded_index import EmbeddedIndex

        self.index: Index = EmbeddedIndex()

    def add(self, entries: Sequence[IndexEntry]) -> None:
        self.index.add(entries)

    def finish(self) -> None: ...

    def search(self, question: Question) -> list[int]:
        hits = searching.search(
            self.index,
            question.text,
            scope=question.scope,
            limit=LIMIT,
            vector=question.vector,
        )
        return [hit.passage_id for hit in hits]

    def memory(self) -> dict[str, float]:
        return {"process": measure.resident()}

    def processor(self) -> float:
        return time.process_time()


class Postgres(Embedded):
    def __init__(self) -> None:
        from tests import postgres

        os.environ["DATABASE_URL"] = postgres.start(SETTINGS)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        from allmende.portal.knowledge.index.postgres_index import PostgresIndex

        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.backend = cursor.fetchone()[0]
        self.index = PostgresIndex()

    def finish(self) -> None:
        from django.db import connection

        from allmende.portal.knowledge.index import postgres, postgres_index

        postgres.ensure_model("benchmark", dimensions=DIMENSIONS)
        postgres_index.settle()  # as a server does when it starts
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def memory(self) -> dict[str, float]:
        from tests import postgres

        return {
            "process": measure.resident(),
            "PostgreSQL": measure.resident_of_family(postgres.pid()),
        }

    def processor(self) -> float:
        return time.process_time() + measure.processor(self.backend)


SETTINGS = {  # as docs/operate.md recommends for a server of this size
    "shared_buffers": "1GB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "3GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "4GB",
}


class Haystack:
    """The peer: its in-memory store and BM25, with the same filter on the audience."""

    def __init__(self) -> None:
        os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self.store: Any = InMemoryDocumentStore()
        self.retriever: Any = InMemoryBM25Retriever(self.store, top_k=LIMIT)

    def add(self, entries: Sequence[IndexEntry]) -> None:
        from haystack import Document

        self.store.write_documents(
            [
                Document(
                    id=str(entry.passage_id),
                    content=f"{entry.title}\n{entry.text}",
                    meta={"scope": entry.scope},
                )
                for entry in entries
            ]
        )

    def finish(self) -> None: ...

    def search(self, question: Question) -> list[int]:
        scopes = sorted(question.scope)
        filters = {"field": "meta.scope", "operator": "in", "value": scopes}
        found = self.retriever.run(query=question.text, filters=filters)
        return [int(document.id) for document in found["documents"]]

    def memory(self) -> dict[str, float]:
        return {"process": measure.resident()}

    def processor(self) -> float:
        return time.process_time()


STORES: dict[str, type[Any]] = {"embedded": Embedded, "postgres": Postgres, "haystack": Haystack}
