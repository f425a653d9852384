"""Clicks of the same moment share one transaction: whoever is first carries the others along.

Writing is most of what a registration costs. In a process with several threads, those who wait
for the turn of another would only queue for the same lock: they are written together instead.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection


@dataclass(slots=True)
class _Seat[A, R]:
    asked: A
    result: R | None = None
    error: Exception | None = None
    is_carried: bool = False


_waiting: dict[int, list[_Seat]] = defaultdict(list)  # type: ignore[type-arg]
_guard = threading.Lock()  # of the queue
_turn = threading.Lock()  # one writer in this process


def ride[A, R](key: int, asked: A, *, carry: Callable[[int, Sequence[A]], Sequence[R]]) -> R:
    """The answer of ``carry`` to ``asked``. What ``carry`` raises, everybody aboard is told."""
    if connection.in_atomic_block:  # what others ask for must not depend on this transaction
        return carry(key, [asked])[0]
    seat: _Seat[A, R] = _Seat(asked)
    with _guard:
        _waiting[key].append(seat)
    with _turn:
        if not seat.is_carried:
            with _guard:
                seats = _waiting.pop(key)
            _carry(key, seats, carry)
    if seat.error:
        raise seat.error
    return seat.result  # type: ignore[return-value]


def _carry[A, R](
    key: int, seats: list[_Seat[A, R]], carry: Callable[[int, Sequence[A]], Sequence[R]]
) -> None:
    try:
        for seat, result in zip(seats, carry(key, [s.asked for s in seats]), strict=True):
            seat.result = result
    except Exception as error:
        for seat in seats:
            seat.error = error
    finally:
        for seat in seats:
            seat.is_carried = True
