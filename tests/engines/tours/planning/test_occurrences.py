"""Due dates, windows and gaps."""

from datetime import date

from hypothesis import given

from allmende.engines.tours.model import Gap
from allmende.engines.tours.planning.occurrences import Occurrence, Rule, as_visits, occurrences
from tests.engines.tours.planning.worlds import DAY, MONDAY, rules


def rule(**given) -> Rule:
    fields = {"key": "r", "place": 1, "seconds": 600, "every_days": 14, "min_gap": 10}
    return Rule(**{**fields, "max_gap": 18, "last_done": MONDAY - 4 * DAY, **given})


def dues(one: Rule, days: int = 28, **given) -> list[date]:
    return [found.due for found in occurrences([one], first=MONDAY, days=days, **given)]


def only(one: Rule, days: int = 28, **given) -> Occurrence:
    (found,) = occurrences([one], first=MONDAY, days=days, **given)
    return found


def test_counts_from_the_last_execution():
    assert dues(rule()) == [date(2026, 6, 11), date(2026, 6, 25)]


def test_a_late_execution_moves_what_follows():
    assert dues(rule(last_done=MONDAY - DAY)) == [date(2026, 6, 14), date(2026, 6, 28)]


def test_the_window_reaches_as_far_as_the_gaps():
    first, _ = occurrences([rule()], first=MONDAY, days=28)
    assert (first.earliest, first.latest) == (date(2026, 6, 7), date(2026, 6, 15))
    assert first.dates == {date(2026, 6, day) for day in (8, 9, 10, 11, 12, 15)}
    assert first.key == "r:2026-06-11"


def test_a_visit_keeps_its_distance_to_the_one_before():
    found = occurrences([rule(), rule(key="other")], first=MONDAY, days=28)
    visits = as_visits(found, first=MONDAY, days=28)
    assert [visit.gap for visit in visits] == [
        None,
        Gap("r:2026-06-11", 10, 18),
        None,
        Gap("other:2026-06-11", 10, 18),
    ]


def test_overdue_comes_on_the_first_days_and_keeps_its_key():
    first, second = occurrences([rule(last_done=MONDAY - 20 * DAY)], first=MONDAY, days=28)
    assert first.is_overdue
    assert first.key == "r:2026-05-26"
    assert first.dates == {MONDAY, MONDAY + DAY, MONDAY + 2 * DAY}
    assert second.due == MONDAY + 14 * DAY


def test_an_overdue_statutory_task_has_one_day():
    first = occurrences(
        [rule(last_done=MONDAY - 40 * DAY, is_statutory=True)], first=MONDAY, days=7
    )[0]
    assert first.dates == {MONDAY}
    assert as_visits([first], first=MONDAY, days=7)[0].priority == 1


def test_a_statutory_task_is_never_later_than_its_date():
    one = rule(is_statutory=True, latest=date(2026, 6, 10))
    first, second = occurrences([one], first=MONDAY, days=28)
    assert first.latest == date(2026, 6, 10)
    assert second.due == date(2026, 6, 24)


def test_waits_for_the_season():
    one = rule(season=((6, 15), (10, 31)), last_done=date(2025, 10, 20))
    first, *_ = occurrences([one], first=MONDAY, days=28)
    assert first.due == date(2026, 6, 15)
    assert not first.is_overdue
    assert min(first.dates) == date(2026, 6, 15)


def test_a_season_crosses_the_turn_of_the_year():
    one = rule(season=((11, 1), (3, 31)), last_done=date(2026, 12, 20))
    found = occurrences([one], first=date(2026, 12, 28), days=28)
    assert [each.due for each in found] == [date(2027, 1, 3), date(2027, 1, 17)]


def test_ends_with_the_season():
    assert dues(rule(season=((4, 1), (6, 12)))) == [date(2026, 6, 11)]


def test_what_falls_on_a_holiday_moves_within_the_gaps():
    one = rule(every_days=7, min_gap=5, max_gap=7, last_done=MONDAY - 3 * DAY)
    first, second = occurrences([one], first=MONDAY, days=14, free=frozenset({date(2026, 6, 5)}))
    assert first.due == date(2026, 6, 5)
    assert first.dates == {date(2026, 6, 3), date(2026, 6, 4)}
    assert second.due == date(2026, 6, 11)


def test_without_any_working_day_it_stays_to_be_explained():
    one = rule(every_days=7, min_gap=7, max_gap=7, last_done=MONDAY - 2 * DAY)
    found = only(one, 7)
    assert found.dates == frozenset()
    assert as_visits([found], first=MONDAY, days=7)[0].days == frozenset()


def test_only_on_allowed_weekdays():
    first, _ = occurrences([rule(weekdays=frozenset({2}))], first=MONDAY, days=28)
    assert first.dates == {date(2026, 6, 10)}


def test_what_is_daily_jumps_the_weekend():
    daily = rule(every_days=1, min_gap=1, max_gap=3, last_done=MONDAY - 3 * DAY)
    found = occurrences([daily], first=MONDAY, days=14)
    assert [min(one.dates) for one in found] == [
        MONDAY + number * DAY for number in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14)
    ]


def test_a_task_of_once_has_its_window():
    one = Rule("o", 1, 600, earliest=date(2026, 6, 3), latest=date(2026, 6, 4))
    assert only(one).dates == {date(2026, 6, 3), date(2026, 6, 4)}
    assert not occurrences([one], first=date(2026, 4, 1), days=7)


def test_a_missed_task_of_once_is_due_on_the_first_day():
    found = only(Rule("o", 1, 600, latest=MONDAY - 5 * DAY))
    assert (found.is_overdue, found.dates) == (True, {MONDAY})


def test_a_task_of_once_that_is_done_is_gone():
    assert not occurrences([Rule("o", 1, 600, last_done=MONDAY)], first=MONDAY, days=7)


def test_new_rules_are_spread_over_their_first_period_the_same_in_every_run():
    rules = [rule(key=str(number), last_done=None) for number in range(200)]
    found = occurrences(rules, first=MONDAY, days=14)
    per_day = [sum(each.due == MONDAY + number * DAY for each in found) for number in range(14)]
    assert len(found) == 200
    assert max(per_day) < 30
    again = occurrences(rules, first=MONDAY + DAY, days=13)
    assert {each.key for each in again} <= {each.key for each in found}


def test_days_behind_the_horizon_are_cut_off():
    found = occurrences([rule(last_done=MONDAY - 8 * DAY)], first=MONDAY, days=7)
    (visit,) = as_visits(found, first=MONDAY, days=7)
    assert visit.days == {2, 3, 4}


@given(rules())
def test_the_first_one_keeps_the_gap_to_the_last_execution(drawn):
    one, free = drawn
    found = occurrences([one], first=MONDAY, days=80, free=free)
    assert all(free.isdisjoint(each.dates) for each in found)
    for day in found[0].dates if found else ():
        assert (day - one.last_done).days >= one.min_gap
        assert found[0].is_overdue or (day - one.last_done).days <= one.max_gap
