"""The index service on PostgreSQL."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.db import connection

from allmende.engines.retrieval.index import Index
from allmende.portal.knowledge.index import entries, meaning
from allmende.portal.knowledge.index.postgres_index import PostgresIndex

SQL = Path(__file__).with_name("postgres.sql")


class Service:
    """Writes documents into the index with the transaction that changes them."""

    def index(self) -> Index:
        return PostgresIndex()

    def changed(self, document_ids: Collection[int]) -> None:
        index = PostgresIndex()
        index.remove_documents(set(document_ids))
        index.add(entries.of_documents(document_ids))

    def warm_up(self) -> None:
        ensure_vector_index(meaning.model().dimensions)
        meaning.question_vector("Wärmen")


def ensure_vector_index(dimensions: int) -> None:
    """Approximate search needs to know the length of the vectors, which the model decides."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS knowledge_index_hnsw_{dimensions} "
            "ON knowledge_index_window USING hnsw "
            f"((vector::halfvec({dimensions})) halfvec_ip_ops)"
        )


def create(tables: Any) -> None:
    """For the migration: ``tables`` is a schema editor; other databases need nothing."""
    if tables.connection.vendor == "postgresql":
        tables.execute(SQL.read_text(encoding="utf-8"))
