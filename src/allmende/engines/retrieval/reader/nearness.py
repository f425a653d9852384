"""Nearness in meaning: of a sentence alone, with its neighbours, and under its headings."""

import numpy as np
from numpy.typing import NDArray

from allmende.engines.retrieval.reader.columns import (
    Column,
    at,
    by_section,
    rank,
    shift,
    smooth,
    standardised,
)
from allmende.engines.retrieval.reader.material import Material
from allmende.engines.retrieval.reader.structure import Outline
from allmende.engines.retrieval.types import Vector

type Rows = NDArray[np.float32]

_WIDTHS = (1, 2, 4)  # neighbours on either side
_COMPARED = ("under_heading", "under_both", "beyond_title", "centred", "in_page")


def nearness(material: Material, shape: Outline, *, centre: Vector) -> dict[str, Column]:
    around = {width: smooth(material.vectors, width) for width in _WIDTHS}
    columns = _alone(material, shape, around)
    columns |= _with_headings(material, shape, around[1])
    columns |= _centred(material, centre, around)
    columns |= _to_each_other(material, columns["under_both"])
    for name in _COMPARED:
        values = columns[name]
        columns[f"{name}_gap"] = values - values.max()
        columns[f"{name}_rank"] = rank(values)
        columns[f"{name}_z"] = standardised(values)
    return columns


def _alone(material: Material, shape: Outline, around: dict[int, Rows]) -> dict[str, Column]:
    near = material.vectors @ material.question_vector
    columns = {
        "near": near,
        "near_z": standardised(near),
        "near_rank": rank(near),
        "near_gap": near - near.max(),
        "near_before": shift(near, 1),
        "near_after": shift(near, -1),
        "near_heading": at(near, shape.heading),
        "near_intro": at(near, shape.intro),
        "near_title": np.full_like(near, near[0]),
        "near_best": np.full_like(near, near.max()),
        "near_mean": np.full_like(near, near.mean()),
        "to_title": material.vectors @ material.vectors[0],
        "section_near_mean": by_section(near, shape.section, np.mean),
        "section_near_max": by_section(near, shape.section, np.max),
    }
    columns["section_gap"] = columns["section_near_mean"] - columns["section_near_mean"].max()
    for width, vectors in around.items():
        window = _unit(vectors) @ material.question_vector
        columns[f"near_window{width}"] = window
        columns[f"near_window{width}_z"] = standardised(window)
    return columns


def _with_headings(material: Material, shape: Outline, window: Rows) -> dict[str, Column]:
    """As if title, heading and announcing line were part of the sentence."""
    vectors, question = material.vectors, material.question_vector
    title = vectors[0]
    heading = np.where(np.array(shape.heading)[:, None] < 0, title, vectors[list(shape.heading)])
    intro = np.where(np.array(shape.intro)[:, None] < 0, heading, vectors[list(shape.intro)])
    beyond = _unit((question - (question @ title) * title)[None])[0]
    rest = question - (heading @ question)[:, None] * heading
    return {
        "under_heading": _unit(vectors + heading) @ question,
        "under_title": _unit(vectors + title) @ question,
        "under_both": _unit(vectors + heading + title) @ question,
        "under_intro": _unit(vectors + intro) @ question,
        "beyond_title": vectors @ beyond,
        "beyond_title_window": _unit(window) @ beyond,
        "beyond_heading": np.einsum("ij,ij->i", vectors, rest),
    }


def _centred(material: Material, centre: Vector, around: dict[int, Rows]) -> dict[str, Column]:
    vectors, page = material.vectors, material.vectors.mean(axis=0)
    asked = _unit((material.question_vector - centre)[None])[0]
    asked_here = _unit((material.question_vector - page)[None])[0]
    return {
        "centred": _unit(vectors - centre) @ asked,
        "centred_window1": _unit(around[1] - centre) @ asked,
        "centred_window2": _unit(around[2] - centre) @ asked,
        "in_page": _unit(vectors - page) @ asked_here,
        "in_page_window": _unit(around[1] - page) @ asked_here,
        "to_page": vectors @ page,
    }


def _to_each_other(material: Material, under_both: Column) -> dict[str, Column]:
    vectors = material.vectors
    step = np.einsum("ij,ij->i", vectors[1:], vectors[:-1])
    nearest = int(np.argmax(vectors @ material.question_vector))
    best = int(np.argmax(under_both))
    return {
        "to_before": np.concatenate([[0.0], step]),
        "to_after": np.concatenate([step, [0.0]]),
        "to_nearest": vectors @ vectors[nearest],
        "to_best": vectors @ vectors[best],
        "from_best": np.arange(len(vectors)) - best,
    }


def _unit(rows: Rows) -> Rows:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Rows = (rows / np.maximum(lengths, 1e-6)).astype(np.float32)
    return result
