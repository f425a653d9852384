import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import criteria
from allmende.portal.register.domain.criteria import Given
from allmende.portal.register.models import Criterion, Score
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db

BENEFIT = ("citizens", "staff", "acceptance", "reuse", "strategy")
EFFORT = ("cost", "data", "technology", "law", "privacy")


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def officer(town):
    return factories.member(town, Role.AI_OFFICER)


def all_points(benefit=3, effort=1, reason="Weil es so ist."):
    benefits = dict.fromkeys(BENEFIT, (benefit, reason))
    return {**benefits, **dict.fromkeys(EFFORT, (effort, reason))}


def row(criterion, **changes):
    names = ("title", "help", "weight", "position", "is_active", "revision")
    return {**{name: getattr(criterion, name) for name in names}, **changes}


def test_first_use_creates_the_ten_default_criteria_once(town):
    keys = [c.key for c in criteria.criteria_of(town)]
    criteria.ensure_defaults(town)

    assert keys == [*BENEFIT, *EFFORT]
    assert Criterion.objects.filter(organisation=town).count() == 10


def test_each_organisation_has_its_own_matrix(town, officer):
    other = factories.organisation("ahornried")
    first = criteria.criteria_of(town)[0]
    foreign = criteria.criteria_of(other)[0]

    criteria.change(town, rows={first.pk: row(first, title="Wirkung")}, by=officer)

    assert criteria.criteria_of(other)[0].title == "Nutzen für Bürgerinnen und Bürger"
    with pytest.raises(Refused, match="gehört nicht zu Ihrer Organisation"):
        criteria.change(town, rows={foreign.pk: row(foreign)}, by=officer)


def test_changing_a_criterion_keeps_scores_and_leaves_words_in_the_trail(town, officer):
    case = made.use_case(officer)
    criteria.score(case, points_and_reasons=all_points(), by=officer)
    first = criteria.criteria_of(town)[0]

    criteria.change(town, rows={first.pk: row(first, weight=5, is_active=False)}, by=officer)

    assert Score.objects.filter(use_case=case).count() == 10
    assert [c.key for c in criteria.criteria_of(town)] == [*BENEFIT[1:], *EFFORT]
    entry = AuditEntry.objects.get(action="register.criteria_changed")
    assert entry.details == {
        "Nutzen für Bürgerinnen und Bürger, Gewicht": ["3", "5"],
        "Nutzen für Bürgerinnen und Bürger, aktiv": ["True", "False"],
    }


def test_two_people_who_change_the_same_criterion_do_not_overwrite_each_other(town, officer):
    first, second = criteria.criteria_of(town)[:2]
    criteria.change(town, rows={first.pk: row(first, weight=5)}, by=officer)

    stale = {second.pk: row(second, weight=4), first.pk: row(first, weight=1)}
    with pytest.raises(Conflict):
        criteria.change(town, rows=stale, by=officer)

    assert [c.weight for c in criteria.criteria_of(town)[:2]] == [5, 2]


def test_an_unchanged_row_of_an_old_page_is_no_conflict(town, officer):
    first, second = criteria.criteria_of(town)[:2]
    criteria.change(town, rows={first.pk: row(first, weight=5)}, by=officer)
    first.refresh_from_db()

    criteria.change(town, rows={second.pk: row(second, weight=4)}, by=officer)

    assert [c.weight for c in criteria.criteria_of(town)[:2]] == [5, 4]


def test_the_last_active_criterion_stays(town, officer):
    off = {c.pk: row(c, is_active=False) for c in criteria.criteria_of(town)}

    with pytest.raises(Refused, match="Mindestens ein Kriterium"):
        criteria.change(town, rows=off, by=officer)


def test_own_criteria_come_last_and_names_are_unique(town, officer):
    new = criteria.add(town, title="Klimaschutz", kind="benefit", weight=2, by=officer)

    assert criteria.criteria_of(town).last() == new
    with pytest.raises(Refused, match="gibt es schon"):
        criteria.add(town, title="klimaschutz", kind="benefit", weight=2, by=officer)


def test_there_are_at_most_twenty_criteria(town, officer):
    for number in range(10):
        criteria.add(town, title=f"Eigenes {number}", kind="effort", weight=0, by=officer)

    with pytest.raises(Refused, match="Mehr als 20"):
        criteria.add(town, title="Noch eines", kind="effort", weight=0, by=officer)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.LEADERSHIP, Role.EDITOR])
def test_only_the_ai_officer_changes_the_matrix(town, role):
    person = factories.member(town, role)
    first = criteria.criteria_of(town)[0]

    with pytest.raises(PermissionDenied):
        criteria.change(town, rows={first.pk: row(first, weight=5)}, by=person)
    with pytest.raises(PermissionDenied):
        criteria.add(town, title="Neu", kind="benefit", weight=1, by=person)


def test_the_leadership_scores_a_colleague_does_not(town, officer):
    case = made.use_case(officer)
    leader = factories.member(town, Role.LEADERSHIP)
    colleague = factories.member(town)
    outsider = factories.member(factories.organisation("ahornried"), Role.LEADERSHIP)

    criteria.score(case, points_and_reasons={"law": (2, "Offen.")}, by=leader)

    assert criteria.scores_of(case)["law"].scored_by == leader
    for person in (colleague, outsider):
        with pytest.raises(PermissionDenied):
            criteria.score(case, points_and_reasons={"law": (0, "")}, by=person)


@pytest.mark.parametrize("points", [-1, 5])
def test_points_outside_the_scale_are_refused(officer, points):
    case = made.use_case(officer)

    with pytest.raises(Refused, match="0 bis 4"):
        criteria.score(case, points_and_reasons={"law": (points, "x")}, by=officer)


def test_a_criterion_that_is_gone_is_named(officer):
    case = made.use_case(officer)

    with pytest.raises(Refused, match="zauber"):
        criteria.score(case, points_and_reasons={"zauber": (1, "x")}, by=officer)


def test_points_of_none_take_a_score_back(officer):
    case = made.use_case(officer)
    criteria.score(case, points_and_reasons={"law": (2, "Offen.")}, by=officer)

    criteria.score(case, points_and_reasons={"law": (None, "")}, by=officer)

    assert criteria.scores_of(case) == {}


def test_a_score_that_somebody_changed_meanwhile_is_not_overwritten(town, officer):
    case = made.use_case(officer)
    leader = factories.member(town, Role.LEADERSHIP)
    criteria.score(case, points_and_reasons={"law": Given(2, "Offen.", 0)}, by=officer)
    criteria.score(case, points_and_reasons={"law": Given(1, "Geklärt.", 1)}, by=leader)

    stale = {"data": Given(1, "Da.", 0), "law": Given(4, "Streng.", 1)}
    with pytest.raises(Conflict):
        criteria.score(case, points_and_reasons=stale, by=officer)
    with pytest.raises(Conflict):
        criteria.score(case, points_and_reasons={"law": Given(4, "Streng.", 0)}, by=officer)

    stands = criteria.scores_of(case)
    assert {key: (one.points, one.reason) for key, one in stands.items()} == {
        "law": (1, "Geklärt.")
    }


def test_weighted_means_rank_the_best_first(officer):
    weak = made.use_case(officer, "Schwach")
    strong = made.use_case(officer, "Stark")
    criteria.score(weak, points_and_reasons=all_points(1, 3), by=officer)
    criteria.score(strong, points_and_reasons=all_points(3, 1), by=officer)
    criteria.score(strong, points_and_reasons={"citizens": (4, "Sehr.")}, by=officer)

    ranked = criteria.ranking(officer)

    assert [(r.rank, r.use_case, r.benefit, r.effort, r.advice) for r in ranked] == [
        (1, strong, (4 * 3 + 3 * 5) / 8, 1.0, "zuerst angehen"),
        (2, weak, 1.0, 3.0, "zurückstellen"),
    ]


@pytest.mark.parametrize(
    ("benefit", "effort", "advice"),
    [
        (2, 1, "zuerst angehen"),
        (2, 2, "sorgfältig vorbereiten"),
        (1, 1, "bei Gelegenheit"),
        (1, 2, "zurückstellen"),
    ],
)
def test_quadrants_have_words(officer, benefit, effort, advice):
    case = made.use_case(officer)
    criteria.score(case, points_and_reasons=all_points(benefit, effort), by=officer)

    (rated,) = criteria.ranking(officer)

    assert rated.advice == advice


def test_equal_values_share_a_rank(officer):
    for title in ("Eins", "Zwei", "Drei"):
        case = made.use_case(officer, title)
        effort = 2 if title == "Drei" else 1
        criteria.score(case, points_and_reasons=all_points(3, effort), by=officer)

    found = [(r.rank, r.use_case.title) for r in criteria.ranking(officer)]

    assert found == [(1, "Eins"), (1, "Zwei"), (3, "Drei")]


def test_a_score_without_a_reason_does_not_count(officer):
    case = made.use_case(officer)
    given = {**all_points(), "law": (0, "  ")}
    criteria.score(case, points_and_reasons=given, by=officer)

    found = criteria.portfolio(officer)

    assert found.ranked == []
    assert [(r.scored, r.of, r.rank, r.benefit) for r in found.incomplete] == [(9, 10, None, None)]


def test_a_criterion_without_weight_is_not_asked_for(town, officer):
    case = made.use_case(officer)
    given = {key: value for key, value in all_points().items() if key != "reuse"}
    criteria.score(case, points_and_reasons=given, by=officer)
    reuse = criteria.criteria_of(town).get(key="reuse")

    criteria.change(town, rows={reuse.pk: row(reuse, weight=0)}, by=officer)

    assert criteria.ranking(officer)[0].is_complete


def test_ranking_shows_the_own_organisation_only(officer):
    neighbour = factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)
    made.use_case(neighbour, "Fremd")
    own = made.use_case(officer, "Eigen")

    assert [r.use_case for r in criteria.ranking(officer)] == [own]


@pytest.mark.parametrize("count", [1, 3])
def test_ranking_needs_the_same_queries_for_one_and_for_three(
    officer, count, django_assert_num_queries
):
    for number in range(count):
        case = made.use_case(officer, f"Fall {number}")
        criteria.score(case, points_and_reasons=all_points(), by=officer)

    with django_assert_num_queries(6):
        criteria.ranking(officer)
