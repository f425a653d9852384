"""The index inside PostgreSQL: GIN for candidates, sparse and dense vectors for the ranking.

Everything happens in the transaction of the caller, so that a rolled-back import leaves no
trace and a deleted document is gone from every process with the commit.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from allmende.engines.retrieval.index import Candidate, Query
from allmende.engines.retrieval.types import IndexEntry, Matrix, Vector
from allmende.engines.retrieval.words import TERM_SPACE, Ids, TermVector, document_vector
from allmende.portal.knowledge.index import postgres_binary as binary
from allmende.portal.knowledge.index.postgres_terms import Choice, choose

TOTAL = 0  # id of the row that counts the passages
WINDOWS = 50  # that many windows of the nearest passages may stand before another passage's
MOST_FOLDED = 20_000  # changes of counts that one writing adds up, so that nobody waits long
SETTLED_AT_ONCE = 500_000  # the same where nobody waits
LOCKS = 1_024  # documents share them; each lock takes a place in the server's memory
LOCK_WRITE, LOCK_FOLD = 7_301, 7_302  # our own numbers

ADD_CHANGES = "COPY knowledge_index_term_change (id, passages) FROM STDIN (FORMAT BINARY)"
ADD_PASSAGES = """
    COPY knowledge_index_passage (scope, passage_id, document_id, terms, words)
    FROM STDIN (FORMAT BINARY)
"""
ADD_WINDOWS = """
    COPY knowledge_index_window (scope, passage_id, document_id, dimensions, vector)
    FROM STDIN (FORMAT BINARY)
"""
# Counted from what this very statement deletes: of two who delete the same, one counts it.
REMOVE = """
    WITH gone AS (DELETE FROM knowledge_index_passage WHERE {column} = ANY(%s) RETURNING terms)
    INSERT INTO knowledge_index_term_change (id, passages)
    SELECT term, -count(*) FROM gone, unnest(terms) AS term GROUP BY term
    UNION ALL SELECT 0, -count(*) FROM gone HAVING count(*) > 0
"""
FOLD = """
    WITH gone AS (
        DELETE FROM knowledge_index_term_change
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM knowledge_index_term_change LIMIT %s))
        RETURNING id, passages
    )
    INSERT INTO knowledge_index_term AS term (id, passages)
    SELECT id, sum(passages) FROM gone GROUP BY id ORDER BY id
    ON CONFLICT (id) DO UPDATE SET passages = term.passages + excluded.passages
"""
COUNTS = """
    SELECT id, sum(passages) FROM (
        SELECT id, passages FROM knowledge_index_term WHERE id = ANY(%s)
        UNION ALL SELECT id, passages FROM knowledge_index_term_change WHERE id = ANY(%s)
    ) AS counted GROUP BY id
"""
CANDIDATES = """
    SELECT * FROM knowledge_index_candidates(%s, %s::integer[], %s::integer[], %s::integer[],
        %s::sparsevec, %s::halfvec, %s, %s)
"""


class PostgresIndex:
    """Implements ``Index``; safe for threads and processes, as the database is."""

    def __init__(self) -> None:
        self._asked: dict[int, int] = {}  # how frequent the terms of the last question are

    def add(self, entries: Sequence[IndexEntry]) -> None:
        newest = {entry.passage_id: entry for entry in entries}
        if not newest:
            return
        words = {pk: _words(entry) for pk, entry in newest.items()}
        with transaction.atomic():
            _lock({entry.document_id for entry in entries})
            changes = _remove("passage_id", list(newest))
            _copy(ADD_PASSAGES, (_passage(newest[pk], words[pk]) for pk in newest))
            changes += _add_counts([vector.ids for vector in words.values()])
            _fold_after(changes)
            self.add_vectors({pk: e.vectors for pk, e in newest.items() if e.vectors is not None})

    def add_vectors(self, vectors: Mapping[int, Matrix]) -> None:
        ids = list(vectors)
        if not ids:
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM knowledge_index_window WHERE passage_id = ANY(%s)", [ids])
            cursor.execute(
                "SELECT scope, passage_id, document_id FROM knowledge_index_passage "
                "WHERE passage_id = ANY(%s)",
                [ids],
            )
            places = cursor.fetchall()
            _copy(ADD_WINDOWS, (row for place in places for row in _windows(place, vectors)))

    def remove_documents(self, document_ids: AbstractSet[int]) -> None:
        if document_ids:
            with transaction.atomic():
                _lock(document_ids)
                _fold_after(_remove("document_id", sorted(document_ids)))

    def passages(self) -> int:
        return _counts([TOTAL]).get(TOTAL, 0)

    def document_frequencies(self, term_ids: Ids) -> NDArray[np.int64]:
        ids = term_ids.tolist()
        self._asked = _counts([TOTAL, *ids])
        return np.array([self._asked.get(term, 0) for term in ids], dtype=np.int64)

    def candidates(self, query: Query, scope: AbstractSet[str], limit: int) -> list[Candidate]:
        vector = None if query.vector is None else _dense(query.vector)
        keys, words = sorted(scope), _sparse(query.terms)
        chosen = self._choose(query.terms)
        terms = [chosen.wanted, chosen.besides, chosen.wider]
        with connection.cursor() as cursor:
            cursor.execute(CANDIDATES, [keys, *terms, words, vector, limit, limit + WINDOWS])
            return [Candidate(*row) for row in cursor.fetchall()]

    def _choose(self, terms: TermVector) -> Choice:
        ids = terms.ids[np.argsort(-terms.weights, kind="stable")].tolist()
        counts = self._asked
        if not all(term in counts for term in ids):
            counts = _counts([TOTAL, *ids])
        return choose(ids, counts=counts, passages=counts.get(TOTAL, 0))


def settle() -> None:
    """Add up all changes of counts; many of them make each question slower."""
    while _fold(SETTLED_AT_ONCE):
        pass


@transaction.atomic
def _fold(most: int) -> int:
    """Add up some changes, unless somebody else is at it; how many counts that changes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK_FOLD])
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute(FOLD, [most])
        return int(cursor.rowcount)


def _fold_after(written: int) -> None:
    """Add up somewhat more than was written, so that what waits becomes less."""
    _fold(min(2 * written, MOST_FOLDED))


def _lock(document_ids: Iterable[int]) -> None:
    """Until the end of the transaction; ascending, so that two never wait for each other."""
    places = sorted({document_id % LOCKS for document_id in document_ids})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, place) FROM unnest(%s::integer[]) AS place",
            [LOCK_WRITE, places],
        )


def _remove(column: str, ids: list[int]) -> int:
    """How many counts that changes."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM knowledge_index_window WHERE {column} = ANY(%s)", [ids])  # noqa: S608 -- our own names
        cursor.execute(REMOVE.format(column=column), [ids])
        return int(cursor.rowcount)


def _add_counts(terms: Sequence[Ids]) -> int:
    """How many counts that changes."""
    ids, counts = np.unique(np.concatenate(terms), return_counts=True)
    changes = [(TOTAL, len(terms)), *zip(ids.tolist(), counts.tolist(), strict=True)]
    _copy(ADD_CHANGES, ((binary.integer(i), binary.big_integer(n)) for i, n in changes))
    return len(changes)


def _counts(ids: list[int]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [ids, ids])
        return {term: int(passages) for term, passages in cursor.fetchall()}


def _copy(statement: str, rows: Iterable[tuple[bytes, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _passage(entry: IndexEntry, words: TermVector) -> tuple[bytes, ...]:
    place = (entry.scope, entry.passage_id, entry.document_id)
    return (*_place(place), binary.integers(words.ids), binary.sparse(words))


def _windows(
    place: tuple[str, int, int], vectors: Mapping[int, Matrix]
) -> Iterable[tuple[bytes, ...]]:
    rows = vectors[place[1]]
    head = (*_place(place), binary.integer(rows.shape[1]))
    return ((*head, binary.half(row)) for row in rows)


def _place(place: tuple[str, int, int]) -> tuple[bytes, ...]:
    scope, passage_id, document_id = place
    return scope.encode(), binary.big_integer(passage_id), binary.big_integer(document_id)


def _words(entry: IndexEntry) -> TermVector:
    return document_vector(title=entry.title, heading_path=entry.heading_path, text=entry.text)


def _sparse(terms: TermVector) -> str:
    pairs = zip(terms.ids.tolist(), terms.weights.tolist(), strict=True)
    return "{" + ",".join(f"{term}:{weight:.6g}" for term, weight in pairs) + f"}}/{TERM_SPACE}"


def _dense(vector: Vector) -> str:
    return "[" + ",".join(f"{value:.5g}" for value in vector.tolist()) + "]"
