"""Clicks of the same moment share one transaction: whoever is first carries the others along.

Writing is most of what a registration costs. In a process with several threads, those who wait
for the turn of another would only queue for the same lock: they are written together instead.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

type Board[A] = Callable[[], Sequence[A]]
"""Whom to carry. Asked under the lock, for until it is free more people come aboard."""


@dataclass(slots=True)
class _Seat[A, R]:
    asked: A
    result: R | None = None
    error: Exception | None = None
    is_carried: bool = False


_waiting: dict[int, list[_Seat]] = defaultdict(list)  # type: ignore[type-arg]
_guard = threading.Lock()  # of the queue
_turn = threading.Lock()  # one writer in this process


def ride[A, R](key: int, asked: A, *, carry: Callable[[int, Board[A]], Sequence[R]]) -> R:
    """The answer of ``carry`` to ``asked``. What ``carry`` raises, everybody aboard is told."""
    if connection.in_atomic_block:  # what others ask for must not depend on this transaction
        return carry(key, lambda: [asked])[0]
    seat: _Seat[A, R] = _Seat(asked)
    with _guard:
        _waiting[key].append(seat)
    with _turn:
        if not seat.is_carried:
            _carry(key, carry)
    if seat.error:
        raise seat.error
    return seat.result  # type: ignore[return-value]


def _carry[A, R](key: int, carry: Callable[[int, Board[A]], Sequence[R]]) -> None:
    seats: list[_Seat[A, R]] = []

    def board() -> Sequence[A]:
        with _guard:
            seats.extend(_waiting.pop(key, []))  # to those of a transaction that failed, if any
        return [seat.asked for seat in seats]

    try:
        results = carry(key, board)
        for seat, result in zip(seats, results, strict=True):
            seat.result = result
    except Exception as error:
        if not seats:
            board()  # they waited for a lock that never came
        for seat in seats:
            seat.error = error
    finally:
        for seat in seats:
            seat.is_carried = True
