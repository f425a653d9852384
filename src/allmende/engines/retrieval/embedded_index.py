"""The index in memory of one process; it is filled again at every start.

Every write builds a new immutable state and publishes it in one assignment, so searches
need no lock. Words and windows lie in sealed runs of growing size; small ones are merged
when others come, so that many small updates stay cheap.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval import postings, windows
from allmende.engines.retrieval.index import Candidate, Query
from allmende.engines.retrieval.postings import Postings, Slots
from allmende.engines.retrieval.runs import mergeable
from allmende.engines.retrieval.types import IndexEntry, Matrix, Vector
from allmende.engines.retrieval.windows import Windows
from allmende.engines.retrieval.words import WEIGHT_STEP, Ids, TermVector, document_vector

SCREENED = 30  # windows whose score is computed, for each passage wanted by meaning
SCREENED_AT_LEAST = 1_000
WASTE_AT_LEAST = 1_000  # forgotten slots before it is worth giving all others new numbers


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """One row a slot; a slot is a passage or, once not alive, what was one."""

    passage_ids: NDArray[np.int64]
    document_ids: NDArray[np.int64]
    scopes: NDArray[np.int32]
    alive: NDArray[np.bool_]
    postings: tuple[Postings, ...] = ()
    windows: tuple[Windows, ...] = ()


class EmbeddedIndex:
    """Implements ``Index``; safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._slots: dict[int, int] = {}  # of the living passages
        self._scopes: dict[str, int] = {}
        self._state = _State(
            passage_ids=np.zeros(0, dtype=np.int64),
            document_ids=np.zeros(0, dtype=np.int64),
            scopes=np.zeros(0, dtype=np.int32),
            alive=np.zeros(0, dtype=np.bool_),
        )

    def passages(self) -> int:
        return int(np.count_nonzero(self._state.alive))

    def add(self, entries: Sequence[IndexEntry]) -> None:
        newest = list({entry.passage_id: entry for entry in entries}.values())
        if not newest:
            return
        vectors = [_vector(entry) for entry in newest]  # the slow part, before the lock
        with self._lock:
            state = self._without([entry.passage_id for entry in newest])
            first = len(state.alive)
            self._slots |= {entry.passage_id: first + i for i, entry in enumerate(newest)}
            state = self._appended(state, newest)
            run = postings.from_vectors(vectors, first_slot=first)
            state = replace(state, postings=(*state.postings, run))
            state = self._with_windows(
                state, {e.passage_id: e.vectors for e in newest if e.vectors is not None}
            )
            self._publish(state)

    def add_vectors(self, vectors: Mapping[int, Matrix]) -> None:
        with self._lock:
            known = {pk: rows for pk, rows in vectors.items() if pk in self._slots}
            slots = np.array([self._slots[pk] for pk in known], dtype=np.int32)
            state = _without_windows(self._state, slots)
            self._publish(self._with_windows(state, known))

    def remove_documents(self, document_ids: AbstractSet[int]) -> None:
        with self._lock:
            state = self._state
            gone = np.isin(state.document_ids, np.array(sorted(document_ids), dtype=np.int64))
            self._publish(self._without(state.passage_ids[gone & state.alive].tolist()))

    def document_frequencies(self, term_ids: Ids) -> NDArray[np.int64]:
        state = self._state
        found = np.zeros(len(term_ids), dtype=np.int64)
        for run in state.postings:
            for position, place in run.of(term_ids):
                found[position] += np.count_nonzero(state.alive[run.slots[place]])
        return found

    def candidates(self, query: Query, scope: AbstractSet[str], limit: int) -> list[Candidate]:
        state = self._state
        codes = [code for key, code in self._scopes.copy().items() if key in scope]
        allowed = state.alive & np.isin(state.scopes, np.array(codes, dtype=np.int32))
        words = np.where(allowed, _word_scores(state, query.terms), np.float32(0))
        chosen = _best(words, limit)
        if query.vector is not None:
            nearest = _nearest(state, query.vector, allowed, limit)
            chosen = np.union1d(chosen, nearest).astype(np.int32)
        meaning = _meaning(state, chosen, query.vector)
        found = [
            Candidate(
                passage_id=int(state.passage_ids[slot]),
                document_id=int(state.document_ids[slot]),
                words=float(words[slot]),
                meaning=meaning.get(slot),
            )
            for slot in chosen.tolist()
        ]
        return sorted(found, key=lambda candidate: candidate.passage_id)

    def _without(self, passage_ids: Sequence[int]) -> _State:
        slots = [self._slots.pop(pk) for pk in passage_ids if pk in self._slots]
        alive = self._state.alive.copy()
        alive[slots] = False
        return replace(self._state, alive=alive)

    def _appended(self, state: _State, entries: Sequence[IndexEntry]) -> _State:
        codes = [self._scopes.setdefault(e.scope, len(self._scopes)) for e in entries]
        return replace(
            state,
            passage_ids=np.append(state.passage_ids, [e.passage_id for e in entries]),
            document_ids=np.append(state.document_ids, [e.document_id for e in entries]),
            scopes=np.append(state.scopes, np.array(codes, dtype=np.int32)),
            alive=np.append(state.alive, np.ones(len(entries), dtype=np.bool_)),
        )

    def _with_windows(self, state: _State, vectors: Mapping[int, Matrix]) -> _State:
        runs = [
            windows.from_matrices(list(alike.values()), [self._slots[pk] for pk in alike])
            for alike in _by_dimensions(vectors)
        ]
        return replace(state, windows=(*state.windows, *runs))

    def _publish(self, state: _State) -> None:
        dead = len(state.alive) - int(np.count_nonzero(state.alive))
        if dead > max(WASTE_AT_LEAST, len(state.alive) // 2):
            state = _compacted(state)
            self._slots = {pk: slot for slot, pk in enumerate(state.passage_ids.tolist())}
        self._state = _merged(state)


def _vector(entry: IndexEntry) -> TermVector:
    if entry.terms is not None:
        return entry.terms
    return document_vector(title=entry.title, heading_path=entry.heading_path, text=entry.text)


def _by_dimensions(vectors: Mapping[int, Matrix]) -> list[dict[int, Matrix]]:
    """Two models may meet while the passages of the first wait for the second."""
    groups: dict[int, dict[int, Matrix]] = {}
    for pk, rows in vectors.items():
        if len(rows):
            groups.setdefault(rows.shape[1], {})[pk] = rows
    return list(groups.values())


def _word_scores(state: _State, terms: TermVector) -> NDArray[np.float32]:
    scores = np.zeros(len(state.alive), dtype=np.float32)
    weights = terms.weights * np.float32(WEIGHT_STEP)
    for run in state.postings:
        for position, place in run.of(terms.ids):
            scores[run.slots[place]] += weights[position] * run.steps[place]
    return scores


def _best(scores: NDArray[np.float32], limit: int) -> Slots:
    """Slots of the highest scores above 0."""
    slots = np.flatnonzero(scores > 0).astype(np.int32)
    if len(slots) > limit:
        slots = slots[np.argpartition(scores[slots], -limit)[-limit:]]
    return slots


def _nearest(state: _State, question: Vector, allowed: NDArray[np.bool_], limit: int) -> Slots:
    """Slots of the ``limit`` highest meanings, screened by the signs of the dimensions."""
    runs = _comparable(state, question)
    if not runs:
        return np.zeros(0, dtype=np.int32)
    asked = windows.signs(question[np.newaxis])[:, 0]
    distances = [run.distances(asked, allowed) for run in runs]
    screened = max(SCREENED * limit, SCREENED_AT_LEAST)
    within = np.cumsum(np.bincount(np.concatenate(distances), minlength=65_536)[:-1])
    farthest = min(int(np.searchsorted(within, screened)), len(within) - 1)
    best = np.full(len(state.alive), -np.inf, dtype=np.float32)
    for run, distance in zip(runs, distances, strict=True):
        rows = np.flatnonzero(distance <= farthest)
        np.maximum.at(best, run.owners[rows], run.scores(rows, question))
    slots = np.flatnonzero(np.isfinite(best)).astype(np.int32)
    return slots[np.argsort(-best[slots], kind="stable")[:limit]]


def _meaning(state: _State, slots: Slots, question: Vector | None) -> dict[int, float]:
    """Exact up to the rounding of the windows; slots without windows are missing."""
    if question is None:
        return {}
    best: dict[int, float] = {}
    for run in _comparable(state, question):
        rows = run.rows_of(np.sort(slots))
        scores = run.scores(rows, question).tolist()
        for slot, score in zip(run.owners[rows].tolist(), scores, strict=True):
            best[slot] = max(score, best.get(slot, score))
    return best


def _comparable(state: _State, question: Vector) -> list[Windows]:
    """Runs of today's model; after a change of model the others wait for their vectors."""
    return [run for run in state.windows if run.bytes.shape[1] == len(question)]


def _without_windows(state: _State, slots: Slots) -> _State:
    numbers = np.arange(len(state.alive), dtype=np.int32)
    numbers[slots] = -1
    kept = (
        windows.merge([run], new_slots=numbers) if np.isin(slots, run.owners).any() else run
        for run in state.windows
    )
    return replace(state, windows=tuple(kept))


def _merged(state: _State) -> _State:
    numbers = np.where(state.alive, np.arange(len(state.alive), dtype=np.int32), np.int32(-1))
    words, meanings = list(state.postings), list(state.windows)
    if (last := mergeable([len(run.slots) for run in words], largest=postings.LARGEST)) > 1:
        words[-last:] = [postings.merge(words[-last:], new_slots=numbers)]
    alike = [run for run in meanings if run.bytes.shape[1] == meanings[-1].bytes.shape[1]]
    if (last := mergeable([len(run.owners) for run in alike], largest=windows.LARGEST)) > 1:
        merged = windows.merge(alike[-last:], new_slots=numbers)
        meanings = [run for run in meanings if run not in alike[-last:]] + [merged]
    return replace(state, postings=tuple(words), windows=tuple(meanings))


def _compacted(state: _State) -> _State:
    """The same passages under new slots, without the forgotten ones."""
    numbers = np.cumsum(state.alive, dtype=np.int32) - np.int32(1)
    numbers[~state.alive] = -1
    words = (postings.merge([run], new_slots=numbers) for run in state.postings)
    meanings = (windows.merge([run], new_slots=numbers) for run in state.windows)
    return _State(
        passage_ids=state.passage_ids[state.alive],
        document_ids=state.document_ids[state.alive],
        scopes=state.scopes[state.alive],
        alive=np.ones(int(np.count_nonzero(state.alive)), dtype=np.bool_),
        postings=tuple(run for run in words if len(run.slots)),
        windows=tuple(run for run in meanings if len(run.owners)),
    )
