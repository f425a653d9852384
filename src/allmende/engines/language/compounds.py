"""Parts of long words, so that "Folgenabschätzung" finds "Datenschutzfolgenabschätzung".

German writes compounds as one word and any list of their parts is incomplete; overlapping
pieces of five letters need no list. They carry ``PART`` so that they never meet a word.
"""

PART = "~"
PART_LENGTH = 5
LONG_WORD = 8


def parts(stem: str) -> tuple[str, ...]:
    """Marked pieces of a long stem; none for a short one or one with digits."""
    if len(stem) < LONG_WORD or not stem.isalpha():
        return ()
    ends = range(PART_LENGTH, len(stem) + 1)
    return tuple(PART + stem[end - PART_LENGTH : end] for end in ends)
