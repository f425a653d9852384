"""Every store passes the same tests; the one in PostgreSQL only where that is the database."""

import pytest
from django.db import connection

from allmende.engines.retrieval.embedded_index import EmbeddedIndex
from allmende.engines.retrieval.index import Index
from allmende.portal.knowledge.index.postgres_index import PostgresIndex


@pytest.fixture(params=[EmbeddedIndex, PostgresIndex], ids=["embedded", "postgres"])
def index(request, db) -> Index:
    if request.param is PostgresIndex and connection.vendor != "postgresql":
        pytest.skip("läuft mit ALLMENDE_TEST_DATABASE=postgresql")
    return request.param()


@pytest.fixture
def postgres(db) -> PostgresIndex:
    if connection.vendor != "postgresql":
        pytest.skip("läuft mit ALLMENDE_TEST_DATABASE=postgresql")
    return PostgresIndex()
