"""German function words: they say nothing of what a text is about.

Question words and polite frames ("Wo kann ich", "Was muss man") are among them, because
staff and citizens ask in whole sentences.
"""

from importlib.resources import files


def _read() -> frozenset[str]:
    text = files("allmende.engines.language").joinpath("stopwords_de.txt").read_text("utf-8")
    return frozenset(word for word in text.splitlines() if not word.startswith("#"))


STOPWORDS = _read()
