"""Clicks of the same moment: carried once, each gets the own answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from allmende.portal.events.domain.attending import together


def doubled(key, asked):
    return [2 * one for one in asked]


def test_one_alone_is_carried_at_once():
    assert together.ride(1, 21, carry=doubled) == 42


def test_who_waits_is_carried_along_and_gets_the_own_answer():
    begun, go, carried = threading.Event(), threading.Event(), []

    def carry(key, asked):
        carried.append(sorted(asked))
        begun.set()
        assert go.wait(30)
        return doubled(key, asked)

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


def test_an_error_is_told_to_everybody_and_the_next_ones_are_carried():
    def broken(key, asked):
        raise ValueError("voll")

    with pytest.raises(ValueError, match="voll"):
        together.ride(1, 1, carry=broken)
    assert together.ride(1, 1, carry=doubled) == 2


@pytest.mark.django_db
def test_inside_a_transaction_nobody_else_is_carried():
    together._waiting[7].append(together._Seat(5))
    try:
        with transaction.atomic():
            assert together.ride(7, 1, carry=lambda key, asked: [len(asked)]) == 1
        assert len(together._waiting[7]) == 1
    finally:
        together._waiting.pop(7)
