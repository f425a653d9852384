from allmende.engines.tours.days.checking import problems
from allmende.engines.tours.days.solver import DayResult, Route
from allmende.engines.tours.model import Refill, Window
from tests.engines.tours.days.made import HOUR, ISLAND, day, shift, visit


def found(asked, *routes, unserved=(), driving=1200):
    return problems(asked, DayResult(routes, tuple(unserved), driving))


def test_a_valid_day_has_no_problems():
    assert found(day([visit(1)]), Route(0, ((0,),))) == []


def test_visits_are_counted():
    asked = day([visit(1), visit(1)])
    assert found(asked, Route(0, ((0, 0),))) == [
        "visit-1-0 kommt 2 Mal vor",
        "visit-1-1 kommt 0 Mal vor",
    ]


def test_a_crew_has_one_tour():
    asked = day([visit(1), visit(1)])
    assert found(asked, Route(0, ((0,),)), Route(0, ((1,),)), driving=2400) == ["Nord hat 2 Touren"]


def test_a_skill_is_missed():
    asked = day([visit(1, skills=frozenset({"Baum"}))])
    assert found(asked, Route(0, ((0,),))) == ["Nord: visit-1-0 braucht „Baum“"]


def test_a_tank_is_too_small_without_a_refill():
    asked = day([visit(1, litres=6), visit(1, litres=6)], [shift(tank=10)], refills=[Refill(1, 60)])
    assert found(asked, Route(0, ((0, 1),))) == ["Nord: 12 Liter in einer Fahrt, der Tank fasst 10"]
    assert found(asked, Route(0, ((0,), (1,)), (0,))) == []
    assert found(asked, Route(0, ((0,), (1,)))) == ["Nord: 2 Fahrten, aber 0 Füllungen"]


def test_hours_and_windows_are_kept():
    text = ["Nord: Fenster oder Arbeitszeit reichen nicht"]
    assert found(day([visit(1, minutes=461)]), Route(0, ((0,),))) == text
    assert found(day([visit(1, minutes=460)]), Route(0, ((0,),))) == []
    assert found(day([visit(1, minutes=460)], pause=[60]), Route(0, ((0,),))) == text
    early = Window(7 * HOUR, 7 * HOUR + 2399)
    assert found(day([visit(1, windows=(early,))]), Route(0, ((0,),))) == text


def test_waiting_that_a_later_start_avoids_is_no_problem():
    late = Window(13 * HOUR, 15 * HOUR)
    assert found(day([visit(1, windows=(late,))], pause=[6 * HOUR]), Route(0, ((0,),))) == []


def test_a_missing_way_and_wrong_driving_are_named():
    asked = day([visit(ISLAND)])
    assert found(asked, Route(0, ((0,),)), driving=20_000_000) == ["Nord: Ein Weg fehlt"]
    assert found(day([visit(1)]), Route(0, ((0,),)), driving=7) == [
        "7 Sekunden Fahrt sind angegeben, 1200 sind es"
    ]


def test_all_are_missing_though_asked_for():
    asked = day([visit(1)], keeps_all=True)
    assert found(asked, unserved=[0], driving=0) == [
        "Es fehlen Aufgaben, obwohl alle verlangt sind"
    ]
