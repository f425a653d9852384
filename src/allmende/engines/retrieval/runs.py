"""When to merge sealed runs, so that updates stay cheap and searches see few runs."""

from collections.abc import Sequence


def mergeable(sizes: Sequence[int], *, largest: int) -> int:
    """How many of the last runs to merge into one of at most ``largest``; 1 for none.

    Every entry is merged about log2(n) times until its run is large, and the number of
    runs stays near log2(largest) + n / largest.
    """
    last = 1
    total = sizes[-1] if sizes else 0
    while last < len(sizes):
        before = sizes[-last - 1]
        if before > 2 * total or before + total > largest:
            break
        total += before
        last += 1
    return last
