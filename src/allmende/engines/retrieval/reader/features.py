"""Everything the models see of one sentence: nearness, shared words, place and looks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader import marks, questions
from allmende.engines.retrieval.reader.overlap import Overlap, overlap
from allmende.engines.retrieval.reader.rarity import Rarity
from allmende.engines.retrieval.reader.structure import Kind, Outline, outline
from allmende.engines.retrieval.types import Matrix, Vector

type Column = NDArray[Any]


@dataclass(frozen=True)
class Material:
    """A question and the sentences of one context with what is known of them."""

    question: str
    sentences: tuple[str, ...]
    question_vector: Vector
    vectors: Matrix  # shape (sentences, dimensions)


@dataclass(frozen=True)
class Table:
    names: tuple[str, ...]
    values: NDArray[np.float32]  # shape (sentences, names)

    def column(self, name: str) -> Column:
        result: Column = self.values[:, self.names.index(name)]
        return result


def table(material: Material, *, rarity: Rarity) -> Table:
    shape = outline(material.sentences)
    shared = overlap(material.question, material.sentences, rarity=rarity)
    columns: dict[str, Column] = {}
    columns |= _nearness(material, shape)
    columns |= _shared_words(shared, shape)
    columns |= _place(material.sentences, shape)
    columns |= _looks(material, shape)
    names = tuple(columns)
    return Table(names, np.stack([columns[name] for name in names], axis=1).astype(np.float32))


def _nearness(material: Material, shape: Outline) -> dict[str, Column]:
    near = material.vectors @ material.question_vector
    smooth = {w: _near_around(material, w) for w in (1, 2, 4)}
    columns = {
        "near": near,
        "near_z": _standardised(near),
        "near_rank": rank(near),
        "near_gap": near - near.max(),
        "near_before": shift(near, 1),
        "near_after": shift(near, -1),
        "near_heading": _at(near, shape.heading),
        "near_intro": _at(near, shape.intro),
        "near_title": np.full_like(near, near[0]),
        "near_best": np.full_like(near, near.max()),
        "near_mean": np.full_like(near, near.mean()),
        "to_title": material.vectors @ material.vectors[0],
        "section_near_mean": _by_section(near, shape, np.mean),
        "section_near_max": _by_section(near, shape, np.max),
    }
    columns["section_gap"] = columns["section_near_mean"] - columns["section_near_mean"].max()
    for width, values in smooth.items():
        columns[f"near_window{width}"] = values
        columns[f"near_window{width}_z"] = _standardised(values)
    return columns


def _shared_words(shared: Overlap, shape: Outline) -> dict[str, Column]:
    share, ranked = shared.share(), shared.ranked()
    around = _widest(shared.match, 1)
    above = np.maximum(_rows_at(shared.match, shape.heading), _rows_at(shared.match, shape.intro))
    rest = shared.match * (1 - shared.match[:1])
    ones = np.ones(len(share), dtype=np.float32)
    return {
        "share": share,
        "share_exact": shared.share((shared.match >= 1).astype(np.float32)),
        "share_around": shared.share(around),
        "share_above": shared.share(above),
        "share_with_above": shared.share(np.maximum(shared.match, above)),
        "share_around_above": shared.share(np.maximum(around, above)),
        "share_beyond_title": shared.share(rest),
        "share_before": shift(share, 1),
        "share_after": shift(share, -1),
        "share_z": _standardised(share),
        "share_title": ones * share[0],
        "share_page": ones * shared.share(shared.match.max(axis=0, keepdims=True))[0],
        "share_best": ones * share.max(),
        "ranked": ranked,
        "ranked_rank": rank(ranked),
        "ranked_gap": ranked - ranked.max(),
        "ranked_window": smooth(ranked, 2),
        "section_share": _by_section(share, shape, np.max),
        "section_ranked": _by_section(ranked, shape, np.mean),
        "question_words": ones * len(shared.weights),
        "question_weight": ones * float(shared.weights.sum()),
    }


def _place(sentences: Sequence[str], shape: Outline) -> dict[str, Column]:
    n = len(sentences)
    index = np.arange(n, dtype=np.float32)
    section, heading = np.array(shape.section), np.array(shape.heading)
    kinds = np.array(shape.kinds)
    length = np.array([len(line.split()) for line in sentences], dtype=np.float32)
    first = np.array([np.argmax(section == s) for s in section], dtype=np.float32)
    seen = {line: i for i, line in reversed(list(enumerate(sentences)))}
    columns: dict[str, Column] = {
        "index": index,
        "relative": index / n,
        "count": np.full(n, n, dtype=np.float32),
        "length": length,
        "length_before": shift(length, 1),
        "length_after": shift(length, -1),
        "section": section.astype(np.float32),
        "sections": np.full(n, section.max() + 1, dtype=np.float32),
        "in_section": index - first,
        "section_size": np.array([(section == s).sum() for s in section], dtype=np.float32),
        "since_heading": np.where(heading < 0, -1, index - heading).astype(np.float32),
        "since_intro": np.where(np.array(shape.intro) < 0, -1, index - shape.intro),
        "repeated": np.array([seen[line] < i for i, line in enumerate(sentences)]),
        "kind_before": shift(kinds.astype(np.float32), 1),
        "kind_after": shift(kinds.astype(np.float32), -1),
    }
    return columns | {f"is_{kind.name.lower()}": (kinds == kind) for kind in Kind}


def _looks(material: Material, shape: Outline) -> dict[str, Column]:
    found = np.stack([marks.marks(line) for line in material.sentences])
    above = np.maximum(_rows_at(found, shape.heading), _rows_at(found, shape.intro))
    asked = questions.asked(material.question)
    columns = {f"has_{name}": found[:, i] for i, name in enumerate(marks.NAMES)}
    columns |= {
        f"asks_{kind}": np.full(len(found), asked[i]) for i, kind in enumerate(questions.KINDS)
    }
    for kind, names in _PROMISES.items():
        wanted = asked[questions.KINDS.index(kind)]
        hit = found[:, [marks.NAMES.index(name) for name in names]].max(axis=1)
        columns[f"fits_{kind}"] = wanted * hit
    fits = np.stack([columns[f"fits_{kind}"] for kind in _PROMISES]).max(axis=0)
    columns["fits"] = fits
    columns["fits_page"] = np.full_like(fits, fits.max())
    columns["fits_count"] = np.full_like(fits, fits.sum())
    columns["fits_around"] = smooth(fits, 1)
    columns["marks_above"] = above @ np.ones(above.shape[1], dtype=np.float32)
    return columns


_PROMISES: dict[questions.Asked, tuple[str, ...]] = {
    questions.Asked.MONEY: ("money", "money_word"),
    questions.Asked.TIME: ("clock", "weekday", "date"),
    questions.Asked.DURATION: ("duration", "date"),
    questions.Asked.COUNT: ("number", "duration"),
    questions.Asked.PLACE: ("street", "postcode", "url", "office"),
    questions.Asked.CONTACT: ("phone", "mail", "url"),
    questions.Asked.WHO: ("person", "office", "audience"),
    questions.Asked.DOCUMENTS: ("papers",),
    questions.Asked.CONDITION: ("must", "may", "if"),
    questions.Asked.HOW: ("must", "may", "url"),
    questions.Asked.DEFINITION: ("definition",),
    questions.Asked.WHY: ("because",),
}


def _near_around(material: Material, width: int) -> Column:
    """Nearness of the mean of the sentences around, as if they were one passage."""
    total = smooth(material.vectors, width)
    lengths = np.linalg.norm(total, axis=1)
    result: Column = (total @ material.question_vector) / np.maximum(lengths, 1e-6)
    return result


def smooth(values: NDArray[Any], width: int) -> NDArray[Any]:
    """Mean over ``width`` neighbours on both sides, along the first axis."""
    n = len(values)
    sums = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    low = np.maximum(np.arange(n) - width, 0)
    high = np.minimum(np.arange(n) + width + 1, n)
    span = (high - low).astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
    result: NDArray[Any] = (sums[high] - sums[low]) / span
    return result


def _widest(values: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    best = values.copy()
    for step in range(1, width + 1):
        best[step:] = np.maximum(best[step:], values[:-step])
        best[:-step] = np.maximum(best[:-step], values[step:])
    return best


def shift(values: Column, step: int) -> Column:
    """Value of the sentence ``step`` before (or after, if negative); 0 outside."""
    result = np.zeros_like(values)
    if step > 0:
        result[step:] = values[:-step]
    else:
        result[:step] = values[-step:]
    return result


def _at(values: Column, places: Sequence[int]) -> Column:
    where = np.array(places)
    result: Column = np.where(where < 0, 0, values[where]).astype(np.float32)
    return result


def _rows_at(values: NDArray[np.float32], places: Sequence[int]) -> NDArray[np.float32]:
    where = np.array(places)
    result: NDArray[np.float32] = values[where] * (where >= 0)[:, None]
    return result


def _standardised(values: Column) -> Column:
    result: Column = (values - values.mean()) / (values.std() + 1e-4)
    return result


def rank(values: Column) -> Column:
    """0 for the best sentence of the context, 1 for the last."""
    order = np.argsort(np.argsort(-values, kind="stable"), kind="stable")
    return (order / max(len(values) - 1, 1)).astype(np.float32)


def _by_section(values: Column, shape: Outline, reduce: Callable[[Column], np.floating]) -> Column:
    section = np.array(shape.section)
    result = np.zeros_like(values)
    for number in range(section.max() + 1):
        inside = section == number
        result[inside] = reduce(values[inside])
    return result
