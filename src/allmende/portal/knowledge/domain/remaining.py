"""How long a job will still take, in words."""

import time


class Estimate:
    """Counts finished work from now on; ``work`` may be any unit that takes even time."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def sentence(self, *, done: int, left: int) -> str:
        """Empty until there is something to judge by."""
        elapsed = time.monotonic() - self._started
        if not done or not left or elapsed < 2:
            return ""
        return in_words(elapsed / done * left)


def in_words(seconds: float) -> str:
    """
    >>> in_words(110)
    'noch etwa 2 Minuten'
    """
    if seconds < 45:
        return "noch weniger als 1 Minute"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"noch etwa {max(minutes, 1)} Minute{'n' if minutes > 1 else ''}"
    return f"noch etwa {round(minutes / 60)} Stunden"
