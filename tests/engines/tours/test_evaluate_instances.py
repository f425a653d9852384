import pytest

from allmende import cli
from allmende.engines.tours.evaluate_instances import InstanceScore, InstancesScore, evaluate

CVRP = """NAME : klein
COMMENT : made for this test
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 2
NODE_COORD_SECTION
1 0 0
2 0 10
3 0 20
4 10 0
DEMAND_SECTION
1 0
2 1
3 1
4 1
DEPOT_SECTION
1
-1
EOF
"""
SOLOMON = """klein

VEHICLE
NUMBER     CAPACITY
  2         2

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0       0        0       0           100       0
    1      1       1        1       0           100       5
    2      0       20       1       50          60        5
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deeper").mkdir()
    (tmp_path / "klein.vrp").write_text(CVRP)
    (tmp_path / "klein.sol").write_text("Route #1: 1 2\nRoute #2: 3\nCost 50\n")
    (tmp_path / "deeper" / "fenster.txt").write_text(SOLOMON)
    (tmp_path / "deeper" / "fenster.sol").write_text("Route #1: 1 2\nCost 40.4\n")
    (tmp_path / "ohne.vrp").write_text(CVRP)
    return tmp_path


def test_instances_with_a_solution_are_solved_and_held_against_it(folder):
    score = evaluate(folder, 0.05, seed=2)
    found = {one.name: (one.cost, one.best_known) for one in score.instances}
    # 1.4 + 19.0 + 20.0: each way is cut after one decimal
    assert found == {"klein": (60, 50), "fenster": (40.4, 40.4)}
    assert (score.mean_gap, score.unsolved, score.seed) == (pytest.approx(10), 0, 2)


def test_an_unsolved_instance_leaves_no_mean():
    solved = InstanceScore("a", 11, 10, 1.0)
    score = InstancesScore((solved, InstanceScore("b", None, 10, 1.0)), 1.0, 0)
    assert (score.unsolved, score.mean_gap) == (1, None)
    assert str(score).splitlines() == [
        "2 Instanzen, je 1 s Rechenzeit: im Mittel – über der besten bekannten Lösung, 1 ungelöst",
        "a: 11 statt 10 (+10.00 %), 1.0 s",
        "b: keine Lösung (beste bekannte 10)",
    ]


def test_a_folder_without_instances_says_what_is_expected(tmp_path, capsys):
    with pytest.raises(SystemExit):
        cli.main(["evaluate", "tours", "--instances", str(tmp_path)])
    assert "keine Instanzen. Erwartet werden Dateien auf .vrp oder .txt" in capsys.readouterr().err


def test_an_unreadable_instance_is_named(folder):
    (folder / "klein.vrp").write_text("NAME : x\n")
    with pytest.raises(ValueError, match=r"klein\.vrp oder die Lösung dazu ist nicht lesbar"):
        evaluate(folder, 0.05)


def test_a_city_needs_a_network(tmp_path, capsys):
    with pytest.raises(SystemExit):
        cli.main(["evaluate", "tours", "--city", str(tmp_path / "orte.csv")])
    assert "--city braucht das Straßennetz: --network DATEI" in capsys.readouterr().err


@pytest.mark.data
def test_small_instances_come_close_to_the_best_known(data):
    score = evaluate(data / "vrp" / "solomon", 0.5)
    assert len(score.instances) == 4
    assert score.mean_gap < 5
