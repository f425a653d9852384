"""The clock of the demo goes back for one step, never forward, and always returns."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.demo.register.clock import at

PAST = timedelta(days=90)


def test_a_step_happens_on_its_day():
    today = timezone.localdate()

    with at(today - PAST):
        assert timezone.localdate() == today - PAST

    assert timezone.localdate() == today


def test_it_never_goes_to_the_future():
    before = timezone.now()

    with at(timezone.localdate() + PAST):
        assert before <= timezone.now() <= before + timedelta(minutes=1)


def test_it_returns_after_an_error():
    real = timezone.now

    with pytest.raises(RuntimeError), at(timezone.localdate() - PAST):
        raise RuntimeError

    assert timezone.now is real
