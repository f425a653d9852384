"""The service that writes documents into PostgreSQL's index, on real documents."""

import pytest
from django.db import connection

from allmende.portal.knowledge.domain import documents, embedding, indexing
from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.index import postgres as service
from allmende.portal.knowledge.index.postgres_index import PostgresIndex
from allmende.portal.knowledge.models import Document
from tests.portal.knowledge.fakes import WordModel
from tests.portal.knowledge.helpers import Silent, take_in
from tests.portal.knowledge.index.made import ask


@pytest.fixture(autouse=True)
def _postgres(db, settings):
    settings.INDEX = "postgres"
    if connection.vendor != "postgresql":
        pytest.skip("läuft mit ALLMENDE_TEST_DATABASE=postgresql")


@pytest.fixture
def filled(collection):
    take_in(
        collection,
        hund_md="# Hundesteuer\n\nDie Hundesteuer beträgt 96 Euro.",
        feuer_md="# Osterfeuer\n\nDas Osterfeuer ist anzuzeigen.",
    )
    embedding.run(collection.pk, Silent())
    return collection


def windows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM knowledge_index_window")
        return cursor.fetchone()[0]


def titles(question, scope):
    found = ask(PostgresIndex(), question, scope={scope})
    return [Document.objects.get(pk=hit.document_id).title for hit in found]


def test_documents_and_their_vectors_are_indexed_with_the_import(filled):
    assert PostgresIndex().passages() == 2
    assert windows() == 2
    assert titles("Hundesteuer", filled.scope) == ["Hundesteuer"]
    assert titles("Hundesteuer", "public:999") == []


def test_a_deleted_document_is_gone_at_once(filled, editor):
    documents.delete(Document.objects.get(title="Hundesteuer"), by=editor)
    assert PostgresIndex().passages() == 1
    assert windows() == 1
    assert titles("Hundesteuer", filled.scope) == []


def test_rebuilding_brings_back_what_the_documents_say_and_nothing_else(filled):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM knowledge_index_window")
        cursor.execute("UPDATE knowledge_index_passage SET document_id = 0")
        cursor.execute("UPDATE knowledge_index_term SET passages = 77")
    indexing.rebuild()
    assert PostgresIndex().passages() == 2
    assert windows() == 2
    assert titles("Hundesteuer", filled.scope) == ["Hundesteuer"]


def test_a_new_model_keeps_only_vectors_of_its_own(filled, monkeypatch):
    service.Service().warm_up()
    assert windows() == 2
    other = WordModel()
    other.name = "other"
    monkeypatch.setattr(meaning, "model", lambda: other)
    embedding.run(filled.pk, Silent())
    service.Service().warm_up()
    assert windows() == 2
    Document.objects.all().delete()
    indexing.rebuild()
    assert (PostgresIndex().passages(), windows()) == (0, 0)


def test_reversing_the_migration_leaves_nothing(transactional_db):
    with connection.schema_editor() as editor:
        service.drop(None, editor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'knowledge\\_index\\_%'")
        left = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'knowledge\\_index%'")
        functions = cursor.fetchone()[0]
    with connection.schema_editor() as editor:
        service.create(None, editor)
    assert (left, functions) == (0, 0)
    assert PostgresIndex().passages() == 0


OF_AN_EARLIER_RELEASE = """
    DROP FUNCTION knowledge_index_candidates;
    CREATE FUNCTION knowledge_index_candidates(keys text[]) RETURNS integer LANGUAGE sql AS
        'SELECT 1';
    DO $$ BEGIN FOR part IN 0..7 LOOP
        EXECUTE format('DROP INDEX knowledge_index_passage_%s_passage_id_idx', part);
    END LOOP; END $$;
    CREATE UNIQUE INDEX ON knowledge_index_passage (passage_id, scope);
    DROP INDEX knowledge_index_window_passage_id_scope_idx;
    CREATE INDEX ON knowledge_index_window (passage_id);
"""


def structure():
    """Of the search index: its database indexes and functions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE tablename LIKE 'knowledge\\_index\\_%' ORDER BY indexname"
        )
        indexes = cursor.fetchall()
        cursor.execute("SELECT proname, proargnames, prosrc FROM pg_proc WHERE proname LIKE 'kn%'")
        return indexes, cursor.fetchall()


def test_an_index_of_an_earlier_release_becomes_like_a_new_one(filled):
    new = structure()
    with connection.cursor() as cursor:
        cursor.execute(OF_AN_EARLIER_RELEASE)
    assert structure() != new
    for _ in range(2):
        with connection.schema_editor() as editor:
            service.renew(None, editor)
        assert structure() == new
    assert titles("Hundesteuer", filled.scope) == ["Hundesteuer"]
