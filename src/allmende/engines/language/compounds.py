"""Parts of long words, so that "Folgenabschätzung" finds "Datenschutzfolgenabschätzung".

German writes compounds as one word and any list of their parts is incomplete; overlapping
pieces of five letters need no list. They carry ``PART`` so that they never meet a word.
"""

PART = "~"
PART_LENGTH = 5


def parts(stem: str) -> tuple[str, ...]:
    """Marked pieces of a stem; none for one with digits or of fewer than five letters."""
    if not stem.isalpha():
        return ()
    ends = range(PART_LENGTH, len(stem) + 1)
    return tuple(PART + stem[end - PART_LENGTH : end] for end in ends)
