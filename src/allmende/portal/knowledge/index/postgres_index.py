"""The index inside PostgreSQL: GIN for candidates, sparse and dense vectors for the ranking.

Everything happens in the transaction of the caller, so that a rolled-back import leaves no
trace and a deleted document is gone from every process with the commit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from allmende.engines.retrieval.index import Candidate, Query
from allmende.engines.retrieval.types import IndexEntry, Matrix, Vector
from allmende.engines.retrieval.words import TERM_SPACE, Ids, TermVector, document_vector

TOTAL = 0  # id of the row that counts the passages
MOST_CANDIDATES = 6_000  # passages that are scored by words, at the most, about
WINDOWS_A_PASSAGE = 4  # that many windows of one passage may stand before the next passage

ADD_COUNTS = """
    INSERT INTO knowledge_index_term (id, passages)
    SELECT * FROM unnest(%s::integer[], %s::bigint[])
    ON CONFLICT (id) DO UPDATE SET passages = knowledge_index_term.passages + excluded.passages
"""
COUNTS_OF = """
    SELECT term, count(*) FROM knowledge_index_passage, unnest(terms) AS term
    WHERE {column} = ANY(%s) GROUP BY term
    UNION ALL SELECT 0, count(*) FROM knowledge_index_passage WHERE {column} = ANY(%s)
"""
BY_WORDS = """
    SELECT passage_id FROM knowledge_index_passage
    WHERE scope = ANY(%s) AND terms && %s::integer[]
    ORDER BY words <#> %s::sparsevec, passage_id LIMIT %s
"""
BY_MEANING = """
    SELECT passage_id FROM knowledge_index_window WHERE scope = ANY(%s)
    ORDER BY vector::halfvec({dimensions}) <#> %s::halfvec({dimensions}) LIMIT %s
"""
SCORES = """
    SELECT passage_id, document_id, -(words <#> %s::sparsevec),
        (SELECT max(-(w.vector <#> %s::halfvec)) FROM knowledge_index_window w
         WHERE w.passage_id = p.passage_id AND w.scope = p.scope)
    FROM knowledge_index_passage p
    WHERE scope = ANY(%s) AND passage_id = ANY(%s) ORDER BY passage_id
"""


class PostgresIndex:
    """Implements ``Index``; keeps no state of its own."""

    def add(self, entries: Sequence[IndexEntry]) -> None:
        with transaction.atomic():
            self._remove("passage_id", [entry.passage_id for entry in entries])
            counts = Counter({TOTAL: len(entries)})
            with (
                connection.cursor() as cursor,
                cursor.copy(
                    "COPY knowledge_index_passage "
                    "(scope, passage_id, document_id, terms, words) FROM STDIN"
                ) as copy,
            ):
                for entry in entries:
                    words = _words_of(entry)
                    counts.update(words.ids.tolist())
                    copy.write_row(_row(entry, words))
            _add_counts(counts)
            self.add_vectors(
                {entry.passage_id: entry.vectors for entry in entries if entry.vectors is not None}
            )

    def add_vectors(self, vectors: Mapping[int, Matrix]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            ids = list(vectors)
            cursor.execute("DELETE FROM knowledge_index_window WHERE passage_id = ANY(%s)", [ids])
            cursor.execute(
                "SELECT passage_id, document_id, scope FROM knowledge_index_passage "
                "WHERE passage_id = ANY(%s)",
                [ids],
            )
            places = cursor.fetchall()
            with cursor.copy(
                "COPY knowledge_index_window (scope, passage_id, document_id, vector) FROM STDIN"
            ) as copy:
                for passage_id, document_id, scope in places:
                    for window in vectors[passage_id]:
                        copy.write_row((scope, passage_id, document_id, _dense(window)))

    def remove_documents(self, document_ids: AbstractSet[int]) -> None:
        with transaction.atomic():
            self._remove("document_id", list(document_ids))

    def _remove(self, column: str, ids: list[int]) -> None:
        if not ids:
            return
        with connection.cursor() as cursor:
            cursor.execute(COUNTS_OF.format(column=column), [ids, ids])
            _add_counts({term: -count for term, count in cursor.fetchall()})
            for table in ("knowledge_index_passage", "knowledge_index_window"):
                cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", [ids])  # noqa: S608 -- our own names

    def passages(self) -> int:
        return int(self.document_frequencies(np.array([TOTAL], dtype=np.int32))[0])

    def document_frequencies(self, term_ids: Ids) -> NDArray[np.int64]:
        ids = term_ids.tolist()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, passages FROM knowledge_index_term WHERE id = ANY(%s)", [ids]
            )
            known = dict(cursor.fetchall())
        return np.array([known.get(term, 0) for term in ids], dtype=np.int64)

    def candidates(self, query: Query, scope: AbstractSet[str], limit: int) -> list[Candidate]:
        keys = sorted(scope)
        with transaction.atomic(), connection.cursor() as cursor:
            found = self._by_words(cursor, query.terms, keys, limit)
            if query.vector is not None:
                found |= _by_meaning(cursor, query.vector, keys, limit)
            vector = None if query.vector is None else _dense(query.vector)
            cursor.execute(SCORES, [_sparse(query.terms), vector, keys, sorted(found)])
            return [Candidate(*row) for row in cursor.fetchall()]

    def _by_words(self, cursor: Any, terms: TermVector, keys: list[str], limit: int) -> set[int]:
        selective = self._selective(terms)
        if not selective:
            return set()
        cursor.execute(BY_WORDS, [keys, selective, _sparse(terms), limit])
        return {passage_id for (passage_id,) in cursor.fetchall()}

    def _selective(self, terms: TermVector) -> list[int]:
        """The weightiest terms, as long as the passages that have one of them stay few.

        A passage that has none of them could only gain by the light rest of the question.
        """
        frequencies = self.document_frequencies(terms.ids)
        chosen: list[int] = []
        passages = 0
        for place in np.argsort(-terms.weights, kind="stable").tolist():
            passages += int(frequencies[place])
            if chosen and passages > MOST_CANDIDATES:
                break
            chosen.append(int(terms.ids[place]))
        return chosen


def _by_meaning(cursor: Any, vector: Vector, keys: list[str], limit: int) -> set[int]:
    windows = limit * WINDOWS_A_PASSAGE
    # Without it, an approximate search may come back short where few rows pass the filter.
    cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
    cursor.execute(f"SET LOCAL hnsw.ef_search = {min(max(windows, 40), 1000)}")
    cursor.execute(BY_MEANING.format(dimensions=len(vector)), [keys, _dense(vector), windows])
    distinct = dict.fromkeys(passage_id for (passage_id,) in cursor.fetchall())
    return set(list(distinct)[:limit])


def _words_of(entry: IndexEntry) -> TermVector:
    return document_vector(title=entry.title, heading_path=entry.heading_path, text=entry.text)


def _row(entry: IndexEntry, words: TermVector) -> tuple[object, ...]:
    return entry.scope, entry.passage_id, entry.document_id, words.ids.tolist(), _sparse(words)


def _sparse(terms: TermVector) -> str:
    pairs = zip(terms.ids.tolist(), terms.weights.tolist(), strict=True)
    return "{" + ",".join(f"{term}:{weight:.6g}" for term, weight in pairs) + f"}}/{TERM_SPACE}"


def _dense(vector: Vector) -> str:
    return "[" + ",".join(f"{value:.5g}" for value in vector.tolist()) + "]"


def _add_counts(counts: Mapping[int, int]) -> None:
    """In ascending order, so that parallel imports wait for each other and never deadlock."""
    terms = sorted(counts)
    with connection.cursor() as cursor:
        cursor.execute(ADD_COUNTS, [terms, [counts[term] for term in terms]])
