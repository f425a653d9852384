from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.portal.core.domain.errors import Refused
from allmende.portal.events.domain.planning import times

HALF_HOURS = st.integers(0, 2 * 24 * 730)  # since the beginning of 2026


def test_a_clock_that_is_jumped_over_is_refused_with_a_sentence():
    with pytest.raises(Refused, match=r"02:30 Uhr gibt es am 28\.3\.2027 nicht"):
        times.moment(date(2027, 3, 28), time(2, 30))
    assert times.moment(date(2027, 3, 28), time(3, 0)) == datetime(2027, 3, 28, 1, tzinfo=UTC)


def test_of_two_equal_clock_times_the_first_is_meant():
    assert times.moment(date(2026, 10, 25), time(2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_ten_stays_ten_over_the_change_of_clocks():
    ten = times.moment(date(2027, 3, 27), time(10))
    assert times.local(times.shift(ten, timedelta(days=1))).isoformat() == "2027-03-28T10:00:00"
    assert times.shift(ten, timedelta(days=1)) - ten == timedelta(hours=23)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HALF_HOURS, HALF_HOURS)
def test_shifting_by_the_distance_arrives(first, second):
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    old, new = (begin + timedelta(minutes=30 * count) for count in (first, second))
    # In autumn two moments have the same clock: the first one is meant.
    assert times.shift(old, times.distance(old, new)) == new or times.local(new).fold
