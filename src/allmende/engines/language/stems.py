"""From a spelling to the form under which German words meet.

Snowball's German stemmer lower-cases nothing but folds umlauts both ways: "Bürger",
"Buerger" and "Burger" all become "burg".

Source: Porter, Snowball; German stemmer with the German2 variant.
"""

from functools import lru_cache

import snowballstemmer

_stemmer = snowballstemmer.stemmer("german")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Stem one word of any case; words with digits stay whole."""
    lowered = word.lower()
    return str(_stemmer.stemWord(lowered)) if lowered.isalpha() else lowered
