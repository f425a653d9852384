"""Whether texts speak at all of what a German question names.

The reader learnt from questions on pages of the same subject. Asked something else, it takes
any sentence with the same verb for an answer ("Wie kündige ich mein Fitnessstudio?"). German
writes nouns with a capital letter: texts that have none of them are about something else.
"""

import re
from collections.abc import Sequence

from allmende.engines.language.stopwords import STOPWORDS
from allmende.engines.retrieval.reader.overlap import overlap
from allmende.engines.retrieval.reader.rarity import Rarity

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+")
_SHORTEST_NAME = 3
_FUNCTION_WORDS = 2  # as many make a question German: other languages write nouns small
_ALIKE = 0.4  # of ``Overlap.match``; a good part of a compound is enough
_ALL_ALIKE = Rarity({}, 1.0)


def names(question: str) -> list[str]:
    """Words written with a capital letter inside a sentence; none where it is not German."""
    found = _WORD.findall(question)
    if sum(word.lower() in STOPWORDS for word in found) < _FUNCTION_WORDS:
        return []
    inside = [word for part in _SENTENCE_END.split(question) for word in _WORD.findall(part)[1:]]
    return [word for word in inside if _is_name(word)]


def speaks_of(named: Sequence[str], sentences: Sequence[str]) -> bool:
    """Whether one of the sentences holds one of the names, be it as part of a compound."""
    match = overlap(" ".join(named), sentences, rarity=_ALL_ALIKE).match
    return bool(match.size and match.max() >= _ALIKE)


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST_NAME and word[0].isupper() and word.lower() not in STOPWORDS
