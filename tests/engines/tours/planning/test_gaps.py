"""Days that are left where the visits of a rule keep their distance."""

from hypothesis import assume, given
from hypothesis import strategies as st

from allmende.engines.tours.model import Gap, Lock, Problem
from allmende.engines.tours.planning.gaps import beside, possible_days
from allmende.engines.tours.planning.occurrences import Rule, as_visits, occurrences
from tests.engines.tours.planning.worlds import DAY, MONDAY, matrix, problem, rules, shifts, visit


def chain(*days, least=2, most=3, **given) -> Problem:
    """Visits v0, v1 … of one rule."""
    visits = [
        visit(n, own, gap=Gap(f"v{n - 1}", least, most) if n else None)
        for n, own in enumerate(days)
    ]
    return problem(len(visits), visits=visits, shifts=shifts(days=10), days=10, **given)


def left(given: Problem) -> list[list[int]]:
    return [sorted(days) for days in possible_days(given)]


def test_days_without_a_partner_are_left_out():
    assert left(chain([0, 1, 4], [3, 9])) == [[0, 1], [3]]


def test_it_reaches_through_the_whole_rule():
    assert left(chain([0, 1, 2], range(2, 6), [7, 8], [9])) == [[1, 2], [4, 5], [7], [9]]


def test_a_lock_on_a_day_narrows_its_neighbours():
    given = chain(range(4), range(2, 7), range(4, 10), locks={"v1": Lock(day=5)})
    assert left(given) == [[2, 3], [5], [7, 8]]


def test_what_is_done_counts():
    assert left(chain([4, 5, 6], least=3, most=4)) == [[4, 5, 6]]
    given = Problem(
        matrix(3),
        10,
        [visit(1, [4, 5, 6, 7], gap=Gap("v0", 3, 4))],
        shifts(days=10),
        done={"v0": 2},
    )
    assert left(given) == [[5, 6]]


def test_frozen_days_and_days_without_a_shift_are_no_choice():
    assert left(chain([0, 1], [2, 3, 4], frozen_until=1)) == [[1], [3, 4]]
    assert left(chain([0, 12])) == [[0]]


def test_what_contradicts_itself_stays_to_be_decided_by_the_search():
    assert left(chain([0], [7], [9])) == [[0], [7], [9]]


def test_neighbours_in_tours_on_both_sides():
    given = chain([0], [2, 3], [5])
    before, after = beside(given, {"v0": 0, "v2": 5})["v1"]
    assert (before.day, before.is_before, after.day, after.is_before) == (0, True, 5, False)
    assert [day for day in range(9) if before.allows(day)] == [2, 3]
    assert [day for day in range(9) if after.allows(day)] == [2, 3]


def can_be_planned(visits) -> bool:
    """Tried out in full."""
    reached = set(visits[0].days) if visits else {0}
    for one in visits[1:]:
        reached = {d for d in one.days if any(one.gap.allows(before, d) for before in reached)}
    return bool(reached)


def test_daily_work_is_done_each_day_once():
    rule = Rule("r", 1, 600, 1, 1, 3, last_done=MONDAY - 3 * DAY)
    visits = as_visits(occurrences([rule], first=MONDAY, days=14), first=MONDAY, days=14)
    days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
    given = Problem(matrix(2), 14, visits, shifts(days=14))
    assert left(given) == [[day] for day in days]


@given(drawn=rules(), data=st.data())
def test_planned_one_after_the_other_all_keep_their_gaps(drawn, data):
    rule, free = drawn
    found = occurrences([rule], first=MONDAY, days=60, free=free)
    visits = as_visits(found, first=MONDAY, days=60)
    days = possible_days(Problem(matrix(2), 60, visits, shifts(days=60)))
    assume(can_be_planned(visits))  # holidays in a row can leave nothing
    before = None
    for own, one in zip(days, visits, strict=True):
        choice = [day for day in sorted(own) if before is None or one.gap.allows(before, day)]
        before = data.draw(st.sampled_from(choice))
