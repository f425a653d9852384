"""German text to the terms under which an index keeps and finds it.

A term is a stem ("anmeld"), a marked piece of a long stem ("~meldu"), a number ("1.250,50")
or a reference ("§5a"). Documents and questions are analysed alike; a question also gets
the synonyms of its words.
"""

import re
from functools import cache
from unicodedata import normalize

from allmende.engines.language.compounds import parts
from allmende.engines.language.stems import stem
from allmende.engines.language.stopwords import STOPWORDS
from allmende.engines.language.synonyms import Synonyms, expansions, read_groups, shipped_lines

_TOKEN = re.compile(r"[^\W\d_]+\d*|\d+(?:[.,:]\d+)*|§+\s*\d+\s?[a-z]?\b")
_GENDER_MARK = re.compile(r"[*:_/]-?in(?:nen)?\b")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\ufeff]")  # soft hyphen, zero-width characters


def tokens(text: str) -> list[str]:
    """Words, numbers and references in reading order, lower case, no function words."""
    visible = _INVISIBLE.sub("", normalize("NFKC", text)).lower()
    found = _TOKEN.findall(_GENDER_MARK.sub("", visible))
    return [token for token in found if token not in STOPWORDS]


def term_of(token: str) -> str:
    """The form under which a token meets its other spellings."""
    return "§" + "".join(token.strip("§").split()) if token[0] == "§" else stem(token)


def words(text: str) -> list[str]:
    """The terms of a text without the pieces of long words, in reading order."""
    return [term_of(token) for token in tokens(text)]


def document_terms(text: str) -> list[str]:
    """All terms of a text, repeated as often as they occur."""
    found = words(text)
    return found + [part for word in found for part in parts(word)]


def asked_words(text: str, *, synonyms: Synonyms | None = None) -> tuple[list[str], list[str]]:
    """The words of a question in their order and, apart from them, their synonyms."""
    asked = words(text)
    return asked, expansions(asked, shipped_synonyms() if synonyms is None else synonyms)


def query_terms(text: str, *, synonyms: Synonyms | None = None) -> list[str]:
    """All terms of a question and the synonyms of its words, without repetition."""
    asked, also = asked_words(text, synonyms=synonyms)
    return list(dict.fromkeys(asked + also + [part for word in asked for part in parts(word)]))


@cache
def shipped_synonyms() -> Synonyms:
    return read_groups(shipped_lines(), analyse=words)
