"""Of which terms of the question a passage must have one, so that few passages are ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_CANDIDATES = 4_000  # passages that are scored by words, at the most, about
MOST_WIDER = 10_000  # the same where those are too few, or too few of them may be read


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage needs one of ``wanted`` and one of ``besides``, unless that is empty.

    Where that leaves too few, one of ``wider`` is enough; empty where it would bring no others.
    """

    wanted: list[int]
    besides: list[int]
    wider: list[int]


def choose(terms: Sequence[int], *, counts: Mapping[int, int], passages: int) -> Choice:
    """``terms`` come weightiest first; ``counts`` tells how many of the passages have them.

    A passage that has none of the weightiest could only gain by the light rest of the question.
    """
    wanted = _first(terms, counts, most=MOST_CANDIDATES)
    wider = _first(terms, counts, most=MOST_WIDER)
    having = sum(counts.get(term, 0) for term in wanted)
    besides: list[int] = []
    if having > MOST_CANDIDATES:  # a single one, and frequent
        besides = _first(terms[1:], counts, most=MOST_CANDIDATES * passages // having)
    return Choice(wanted, besides, wider if besides or wider != wanted else [])


def _first(terms: Sequence[int], counts: Mapping[int, int], *, most: int) -> list[int]:
    """The first terms, as long as the passages that have one of them stay few; at least one."""
    chosen: list[int] = []
    having = 0
    for term in terms:
        having += counts.get(term, 0)
        if chosen and having > most:
            break
        chosen.append(term)
    return chosen
