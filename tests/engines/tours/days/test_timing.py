"""The times of a tour, against the law and against trying everything."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.engines.tours.days.breaks import BLOCKS, needed, pause_for
from allmende.engines.tours.days.timing import time_tour
from allmende.engines.tours.model import Refill, StopKind, Window
from tests.engines.tours.days.made import HOUR, ISLAND, shift, street, visit

MINUTE = 60
STREET = street()


def timed(stops, own=None):
    return time_tour(own or shift(), stops, matrix=STREET)


def window(opens, closes):
    return (Window(int(opens * HOUR), int(closes * HOUR)),)


@pytest.mark.parametrize(
    ("hours", "minutes"), [(5, 0), (6, 0), (6.1, 30), (9, 30), (9.1, 45), (12, 45)]
)
def test_a_shift_has_the_break_of_the_law(hours, minutes):
    assert pause_for(shift(hours=hours)) == minutes * MINUTE


def test_six_hours_need_no_break():
    tour = timed([visit(1, minutes=170), visit(1, minutes=170)])
    assert (tour.resting, tour.returns - tour.leaves) == (0, 6 * HOUR)


def test_a_minute_more_needs_half_an_hour():
    tour = timed([visit(1, minutes=170), visit(1, minutes=171)])
    assert (tour.resting, tour.returns - tour.leaves) == (30 * MINUTE, 6 * HOUR + 31 * MINUTE)


def test_more_than_nine_hours_need_three_quarters():
    tour = timed([visit(1, minutes=181)] * 3, shift(hours=11))
    assert tour.resting == 45 * MINUTE


def test_a_wait_is_used_for_the_break():
    stops = [visit(1, minutes=180), visit(1, minutes=180, windows=window(10 + 40 / 60, 15))]
    tour = timed(stops)
    rest = next(stop for stop in tour.stops if stop.kind is StopKind.BREAK)
    assert (rest.ends - rest.begins, tour.waiting, tour.returns) == (
        30 * MINUTE,
        0,
        int(13 * HOUR + 50 * MINUTE),
    )


def test_a_later_departure_spares_the_wait_and_the_break():
    stops = [visit(1, minutes=30), visit(1, minutes=240, windows=window(10, 15))]
    tour = timed(stops)
    assert tour.leaves == 10 * HOUR - 40 * MINUTE
    assert (tour.waiting, tour.resting) == (0, 0)


def test_no_work_is_longer_than_six_hours_in_a_row():
    assert timed([visit(1, minutes=361)], shift(hours=12)) is None


def test_a_window_that_the_break_would_break_has_no_times():
    stops = [visit(1, minutes=340), visit(1, minutes=30, windows=window(12 + 50 / 60, 13.4))]
    assert timed(stops, shift(hours=6.4)) is None
    assert timed(stops[:1], shift(hours=6.4)) is not None


def test_a_stop_without_a_way_and_a_tour_without_stops_have_no_times():
    assert timed([visit(ISLAND)]) is None
    assert timed([]) is None


def test_refills_and_ways_are_lines_of_the_tour():
    tour = timed([visit(2), Refill(1, 300), visit(3)])
    assert [stop.kind for stop in tour.stops] == ["visit", "refill", "visit"]
    assert [stop.drive_seconds for stop in tour.stops] == [1200, 600, 1200]
    assert (tour.home_seconds, tour.home_metres, tour.driving) == (1800, 14400, 4800)


def _stops():
    five = st.integers(1, 60).map(lambda number: number * 5)
    opens = st.integers(14, 30).map(lambda half: half * HOUR // 2)
    windows = st.lists(
        st.builds(lambda o, n: Window(o, o + n * HOUR), opens, st.integers(1, 6)), max_size=2
    )
    stop = st.builds(
        lambda place, minutes, windows: visit(place, minutes=minutes, windows=tuple(windows)),
        st.integers(0, ISLAND - 1),
        five,
        windows,
    )
    return st.lists(stop, min_size=1, max_size=6)


@given(stops=_stops(), hours=st.integers(6, 14))
@settings(max_examples=150, deadline=None)
def test_every_tour_keeps_law_windows_and_order(stops, hours):
    own = shift(hours=hours)
    tour = timed(stops, own)
    if tour is None:
        return
    assert own.opens <= tour.leaves < tour.returns <= own.closes
    assert [s.place for s in tour.visits] == [stop.place for stop in stops]
    span = tour.driving + tour.working + tour.waiting + tour.resting
    assert span == tour.returns - tour.leaves
    for line, stop in zip(tour.visits, stops, strict=True):
        assert line.ends - line.begins == stop.seconds
        assert not stop.windows or any(
            w.opens <= line.begins and line.ends <= w.closes for w in stop.windows
        )
    _is_lawful(tour)


def _is_lawful(tour):
    rests = [stop for stop in tour.stops if stop.kind is StopKind.BREAK]
    assert tour.stops[0].kind is not StopKind.BREAK
    assert all(rest.ends - rest.begins >= 15 * MINUTE for rest in rests)
    assert tour.resting >= needed(tour.returns - tour.leaves - tour.resting)
    edges = [tour.leaves, *(m for r in rests for m in (r.begins, r.ends)), tour.returns]
    assert all(edges[i + 1] - edges[i] <= 6 * HOUR for i in range(0, len(edges), 2))


@given(stops=_stops().map(lambda stops: stops[:2]), hours=st.integers(6, 12))
@settings(max_examples=40, deadline=None)
def test_no_tour_ends_earlier(stops, hours):
    """All departures of five minutes, with all breaks at all places."""
    own = shift(hours=hours)
    tour = timed(stops, own)
    assert (tour and tour.returns) == _by_trying(own, stops)


def _by_trying(own, stops):
    slots = 2 * len(stops) - 1  # behind each stop, before each but the first
    ends = []
    for rests in product((0, *BLOCKS), repeat=slots):
        if sum(rests) > 60 * MINUTE:
            continue
        for leaves in range(own.opens, own.closes, 5 * MINUTE):
            end = _tried(own, stops, [0, *rests], leaves)
            if end is not None:
                ends.append(end)
    return min(ends, default=None)


def _tried(own, stops, rests, leaves):
    """``rests``: before and behind each stop in turn."""
    now, place, rested, taken = leaves, own.start, leaves, 0
    for number, stop in enumerate(stops):
        before, behind = rests[2 * number : 2 * number + 2]
        now += int(STREET.seconds[place, stop.place])
        begins = _first(now + before, stop)
        if begins is None:
            return None
        if number and (before or begins - now >= 15 * MINUTE):
            if now - rested > 6 * HOUR:
                return None
            rested, taken = begins, taken + begins - now
        now, place = begins + stop.seconds, stop.place
        if behind:
            if now - rested > 6 * HOUR:
                return None
            now, taken = now + behind, taken + behind
            rested = now
    now += int(STREET.seconds[place, own.end])
    lawful = now - rested <= 6 * HOUR and taken >= needed(now - leaves - taken)
    return now if lawful and now <= own.closes else None


def _first(now, stop):
    begins = [
        max(now, w.opens) for w in stop.windows if max(now, w.opens) + stop.seconds <= w.closes
    ]
    return min(begins, default=None) if stop.windows else now
