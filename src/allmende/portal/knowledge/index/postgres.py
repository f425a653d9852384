"""The index service on PostgreSQL."""

from collections.abc import Collection, Iterable
from itertools import batched
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from allmende.engines.retrieval.types import IndexEntry
from allmende.portal.knowledge.index import entries, meaning
from allmende.portal.knowledge.index.postgres_index import PostgresIndex, settle

HERE = Path(__file__).parent
PORTION = 2_000
LOCK_MODEL = 7_303  # our own number
NO_PGVECTOR = (
    "Auf dem PostgreSQL-Server fehlt die Erweiterung pgvector. Installieren Sie sie dort und "
    "starten Sie erneut (docs/operate.md, PostgreSQL)."
)
TABLES = (
    "knowledge_index_passage, knowledge_index_window, "
    "knowledge_index_term, knowledge_index_term_change, knowledge_index_model"
)


class Service:
    """Writes documents into the index with the transaction that changes them."""

    def index(self) -> PostgresIndex:
        return PostgresIndex()

    def changed(self, document_ids: Collection[int]) -> None:
        index = PostgresIndex()
        with transaction.atomic():
            index.remove_documents(set(document_ids))  # waits for others who change them
            _add(index, entries.of_documents(document_ids))

    def warm_up(self) -> None:
        ensure_model(meaning.signature(), dimensions=meaning.model().dimensions)
        settle()
        meaning.warm_up()

    def rebuild(self) -> None:
        """Forget everything and read all documents, such as after a restored backup."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {TABLES}")
            _add(PostgresIndex(), entries.of_all())
            settle()
            ensure_model(meaning.signature(), dimensions=meaning.model().dimensions)


@transaction.atomic
def ensure_model(signature: str, *, dimensions: int) -> None:
    """Change to the vectors of this model, and prepare the search in them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_MODEL])
        cursor.execute("SELECT signature FROM knowledge_index_model")
        known = cursor.fetchone()
        if known != (signature,):
            cursor.execute("TRUNCATE knowledge_index_model")
            cursor.execute("INSERT INTO knowledge_index_model VALUES (%s)", [signature])
        if known and known != (signature,):
            cursor.execute("TRUNCATE knowledge_index_window")
            _add_vectors()
        _ensure_graph(cursor, dimensions)


def _add_vectors() -> None:
    """Those that a worker has made meanwhile."""
    for portion in batched(entries.of_all(), PORTION):
        vectors = {e.passage_id: e.vectors for e in portion if e.vectors is not None}
        PostgresIndex().add_vectors(vectors)


def _ensure_graph(cursor: Any, dimensions: int) -> None:
    name = f"knowledge_index_graph_{dimensions}"
    # Not IF NOT EXISTS, which would first wait for everybody who is writing.
    cursor.execute("SELECT to_regclass(%s) IS NULL", [name])
    if cursor.fetchone() == (True,):
        cursor.execute(
            f"CREATE INDEX {name} ON knowledge_index_window USING hnsw "
            f"((vector::halfvec({dimensions})) halfvec_ip_ops) "
            f"WHERE dimensions = {dimensions}"
        )


def create(_: Any, tables: Any) -> None:
    """For the migration; other databases need nothing."""
    if tables.connection.vendor != "postgresql":
        return
    with tables.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
        if cursor.fetchone() is None:
            raise ImproperlyConfigured(NO_PGVECTOR)
    _run(tables, "postgres.sql")
    _run(tables, "postgres_search.sql")


def renew(_: Any, tables: Any) -> None:
    """For a migration that follows: what an earlier release made becomes what today's says."""
    _run(tables, "postgres_renew.sql")
    _run(tables, "postgres_search.sql")


def drop(_: Any, tables: Any) -> None:
    _run(tables, "postgres_drop.sql")


def _run(tables: Any, name: str) -> None:
    if tables.connection.vendor == "postgresql":
        tables.execute((HERE / name).read_text(encoding="utf-8"), params=None)


def _add(index: PostgresIndex, found: Iterable[IndexEntry]) -> None:
    for portion in batched(found, PORTION):
        index.add(portion)
