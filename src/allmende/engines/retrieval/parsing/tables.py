"""Table rows as text."""

from collections.abc import Sequence

from allmende.engines.retrieval.parsing.cleaning import one_line

SEPARATOR = " | "


def row_text(cells: Sequence[str]) -> str:
    """Join the cells of one row; empty ones at its ends are left out."""
    texts = [one_line(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    first = next((index for index, text in enumerate(texts) if text), 0)
    return SEPARATOR.join(texts[first:])
