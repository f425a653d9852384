"""From a spelling to the form under which German words meet.

Snowball's German stemmer folds umlauts both ways: "Bürger", "Buerger" and "Burger" all
become "burg". It keeps "Bürgerinnen" apart, which this module does not.

Source: Porter, Snowball; German stemmer with the German2 variant.
"""

import re
from threading import local
from typing import Any

import snowballstemmer

_FEMALE = re.compile(r"(?<=\w{4})innen$|(?<=\w{3}er)in$")


class _OfThread(local):
    """A stemmer works on the word inside itself, so threads cannot share one."""

    def __init__(self) -> None:
        self.stemmer: Any = snowballstemmer.stemmer("german")


_of_thread = _OfThread()


def stem(token: str) -> str:
    """Stem one lower-case word; one with digits stays whole."""
    return str(_of_thread.stemmer.stemWord(_FEMALE.sub("", token))) if token.isalpha() else token
