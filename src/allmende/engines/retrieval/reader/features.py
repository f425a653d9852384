"""Everything the models see of one sentence: nearness, shared words, place and looks."""

from functools import lru_cache

import numpy as np

from allmende.engines.retrieval.reader.columns import (
    Column,
    by_section,
    rank,
    rows_at,
    shift,
    smooth,
    standardised,
    widest,
)
from allmende.engines.retrieval.reader.looks import looks
from allmende.engines.retrieval.reader.material import Background, Material, Table
from allmende.engines.retrieval.reader.nearness import nearness
from allmende.engines.retrieval.reader.overlap import Overlap, overlap
from allmende.engines.retrieval.reader.structure import Kind, Outline, outline


def table(material: Material, *, background: Background) -> Table:
    shape = outline(material.sentences)
    shared = overlap(material.question, material.sentences, rarity=background.rarity)
    columns: dict[str, Column] = {}
    columns |= nearness(material, shape, centre=background.centre)
    columns |= _shared_words(shared, shape)
    columns |= _place(material.sentences)
    columns |= looks(material, shape)
    names = tuple(columns)
    return Table(names, np.stack([columns[name] for name in names], axis=1).astype(np.float32))


def _shared_words(shared: Overlap, shape: Outline) -> dict[str, Column]:
    share, ranked = shared.share(), shared.ranked()
    around = widest(shared.match, 1)
    above = np.maximum(rows_at(shared.match, shape.heading), rows_at(shared.match, shape.intro))
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
        "share_z": standardised(share),
        "share_title": ones * share[0],
        "share_page": ones * shared.share(shared.match.max(axis=0, keepdims=True))[0],
        "share_best": ones * share.max(),
        "ranked": ranked,
        "ranked_rank": rank(ranked),
        "ranked_gap": ranked - ranked.max(),
        "ranked_window": smooth(ranked, 2),
        "section_share": by_section(share, shape.section, np.max),
        "section_ranked": by_section(ranked, shape.section, np.mean),
        "question_words": ones * len(shared.weights),
        "question_weight": ones * float(shared.weights.sum()),
    }


@lru_cache(maxsize=256)  # pages; each is read once for every part of a question
def _place(sentences: tuple[str, ...]) -> dict[str, Column]:
    n, shape = len(sentences), outline(sentences)
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
