"""Questions put to pages that were written for something else.

The questions without an answer in the data are close to their page; search also offers
pages that merely sound alike, and on those the reader has to stay silent, too.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from allmende.engines.retrieval.reader.material import Material
from allmende.engines.retrieval.reader.samples import Sample

_NEAREST = 10
_BEST_SENTENCES = 2


def strangers(
    samples: Sequence[Sample], materials: Sequence[Material], *, seed: int
) -> list[tuple[Sample, Material]]:
    """For each question one of the nearest other pages of its town, without an answer.

    Towns write the same pages, so a page of another town might well answer. A stranger
    keeps the page key of its question and falls into the same fold.
    """
    rng = np.random.default_rng(seed)
    pages = {sample.page: i for i, sample in enumerate(samples)}
    found = []
    for sample, material in zip(samples, materials, strict=True):
        others = [i for page, i in pages.items() if _may_be(sample, samples[i])]
        if not others:
            continue
        near = [_nearness(material, materials[i]) for i in others]
        nearest = np.argsort(-np.array(near), kind="stable")[:_NEAREST]
        other = others[int(rng.choice(nearest))]
        found.append(_put(sample, material, samples[other], materials[other]))
    return found


def _may_be(sample: Sample, other: Sample) -> bool:
    return other.place == sample.place and other.page != sample.page


def _nearness(material: Material, other: Material) -> float:
    near = np.sort(other.vectors @ material.question_vector)
    return float(near[-_BEST_SENTENCES:].mean())


def _put(
    sample: Sample, material: Material, other: Sample, page: Material
) -> tuple[Sample, Material]:
    return (
        replace(sample, sentences=other.sentences, answers=frozenset(), agreement=1.0),
        replace(page, question=material.question, question_vector=material.question_vector),
    )
