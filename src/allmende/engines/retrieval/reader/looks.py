"""What a sentence looks like, and whether that fits what is asked for."""

import numpy as np

from allmende.engines.retrieval.reader import marks, questions
from allmende.engines.retrieval.reader.columns import Column, rows_at, smooth
from allmende.engines.retrieval.reader.material import Material
from allmende.engines.retrieval.reader.structure import Outline

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


def looks(material: Material, shape: Outline) -> dict[str, Column]:
    found = np.stack([marks.marks(line) for line in material.sentences])
    above = np.maximum(rows_at(found, shape.heading), rows_at(found, shape.intro))
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
