"""Clicks of the same moment: carried once, each gets the own answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from allmende.portal.events.domain.attending import together


def doubled(key, board):
    return [2 * one for one in board()]


def test_one_alone_is_carried_at_once():
    assert together.ride(1, 21, carry=doubled) == 42


def test_who_waits_is_carried_along_and_gets_the_own_answer():
    begun, go, carried = threading.Event(), threading.Event(), []

    def carry(key, board):
        asked = board()
        carried.append(sorted(asked))
        begun.set()
        assert go.wait(30)
        return [2 * one for one in asked]

    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(together.ride, 1, 0, carry=carry)
        assert begun.wait(30)
        rest = [pool.submit(together.ride, 1, number, carry=carry) for number in range(1, 9)]
        while len(together._waiting.get(1, [])) < 8:
            threading.Event().wait(0.01)
        go.set()
        answers = [one.result(30) for one in [first, *rest]]

    assert answers == [2 * number for number in range(9)]
    assert carried == [[0], list(range(1, 9))]


def test_whoever_comes_before_the_lock_is_free_comes_aboard_and_stays_for_another_try():
    def carry(key, board):
        together._waiting[key].append(late)
        first = board()
        return [10 * one for one in board()] if first == [1, 2] else []

    late = together._Seat(2)
    assert together.ride(1, 1, carry=carry) == 10
    assert (late.result, late.is_carried) == (20, True)


@pytest.mark.parametrize("has_lock", [True, False])
def test_an_error_is_told_to_everybody_and_the_next_ones_are_carried(has_lock):
    def broken(key, board):
        if has_lock:
            board()
        raise ValueError("voll")

    with pytest.raises(ValueError, match="voll"):
        together.ride(1, 1, carry=broken)
    assert together.ride(1, 1, carry=doubled) == 2


@pytest.mark.django_db
def test_inside_a_transaction_nobody_else_is_carried():
    together._waiting[7].append(together._Seat(5))
    try:
        with transaction.atomic():
            assert together.ride(7, 1, carry=lambda key, board: [len(board())]) == 1
        assert len(together._waiting[7]) == 1
    finally:
        together._waiting.pop(7)
