"""From a spelling to the form under which German words meet.

Snowball's German stemmer folds umlauts both ways: "Bürger", "Buerger" and "Burger" all
become "burg". It keeps "Bürgerinnen" apart, which this module does not.

Source: Porter, Snowball; German stemmer with the German2 variant.
"""

import re

import snowballstemmer

_stemmer = snowballstemmer.stemmer("german")
_FEMALE = re.compile(r"(?<=\w{4})innen$|(?<=\w{3}er)in$")


def stem(token: str) -> str:
    """Stem one lower-case word; one with digits stays whole."""
    return str(_stemmer.stemWord(_FEMALE.sub("", token))) if token.isalpha() else token
