"""German text to the terms under which an index keeps and finds it.

A term is a stem ("anmeld"), a marked part of a long stem ("~meldu"), a number ("1.250,50")
or a reference ("§5a"). Documents and questions are analysed alike; a question also gets
the synonyms of its words.
"""

import re
from functools import cache

from allmende.engines.language.compounds import parts
from allmende.engines.language.stems import stem
from allmende.engines.language.stopwords import STOPWORDS
from allmende.engines.language.synonyms import Synonyms, expansions, read_groups, shipped_lines

_TOKEN = re.compile(r"§+\s*\d+\s?[a-z]?\b|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:\d+)?")
_SPACE = re.compile(r"\s+")


def words(text: str) -> list[str]:
    """Stems, numbers and references in reading order, without function words."""
    return [_word(token) for token in _TOKEN.findall(text.lower()) if token not in STOPWORDS]


def document_terms(text: str) -> list[str]:
    """All terms of a text, repeated as often as they occur."""
    found = words(text)
    return found + [part for word in found for part in parts(word)]


def query_terms(text: str, *, synonyms: Synonyms | None = None) -> list[str]:
    """Terms of a question and of the synonyms of its words, without repetition."""
    asked = words(text)
    found = asked + expansions(asked, shipped_synonyms() if synonyms is None else synonyms)
    return list(dict.fromkeys(found + [part for word in found for part in parts(word)]))


@cache
def shipped_synonyms() -> Synonyms:
    return read_groups(shipped_lines(), analyse=words)


def _word(token: str) -> str:
    return "§" + _SPACE.sub("", token).lstrip("§") if token[0] == "§" else stem(token)
