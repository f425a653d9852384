import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain import criteria
from allmende.portal.register.forms.criteria import seen
from tests import factories
from tests.portal.register import made
from tests.portal.register.domain.test_criteria import all_points

pytestmark = pytest.mark.django_db

SETUP = "/anwendungsfaelle/einrichtung/kriterien/"


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def officer(town):
    return factories.member(town, Role.AI_OFFICER)


@pytest.fixture
def page(client, officer):
    client.force_login(officer.user)
    return client


def matrix_data(town, **changes):
    rows = list(criteria.criteria_of(town, active=False))
    data = {"kriterium-TOTAL_FORMS": len(rows), "kriterium-INITIAL_FORMS": len(rows)}
    for number, one in enumerate(rows):
        prefix = f"kriterium-{number}"
        data |= {
            f"{prefix}-id": one.pk,
            f"{prefix}-title": one.title,
            f"{prefix}-help": one.help,
            f"{prefix}-weight": one.weight,
            f"{prefix}-position": one.position + 1,
            f"{prefix}-is_active": "on" if one.is_active else "",
            f"{prefix}-revision": one.revision,
        }
    return {**data, **changes}


def score_data(case, **changes):
    stands = criteria.scores_of(case)
    data = {}
    for one in criteria.criteria_of(case.organisation):
        score = stands.get(one.key)
        data |= {
            f"punkte-{one.key}": score.points if score else "",
            f"grund-{one.key}": score.reason if score else "",
            f"stand-{one.key}": seen(score),
        }
    return {**data, **{name.replace("__", "-"): value for name, value in changes.items()}}


def test_officer_renames_weighs_and_orders(page, town):
    answer = page.post(
        SETUP,
        matrix_data(town, **{"kriterium-0-title": "Wirkung", "kriterium-0-position": 12}),
        follow=True,
    )

    assert answer.redirect_chain == [(SETUP, 302)]
    assert criteria.criteria_of(town).last().title == "Wirkung"


def test_matrix_shows_both_versions_where_somebody_else_was_faster(page, town, officer):
    old = matrix_data(town, **{"kriterium-0-weight": 1})
    page.post(SETUP, matrix_data(town, **{"kriterium-0-weight": 5}))

    answer = page.post(SETUP, old)

    assert answer.status_code == 409
    assert answer.context["theirs"] == [
        (
            "Nutzen für Bürgerinnen und Bürger",
            "Nutzen für Bürgerinnen und Bürger, Gewicht 5, aktiv",
            "Nutzen für Bürgerinnen und Bürger, Gewicht 1, aktiv",
        )
    ]
    assert criteria.criteria_of(town)[0].weight == 5
    again = {**old, "kriterium-0-revision": 2}
    assert page.post(SETUP, again).status_code == 302
    assert criteria.criteria_of(town)[0].weight == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("kriterium-0-weight", 9), ("kriterium-0-title", ""), ("kriterium-0-position", "x")],
)
def test_matrix_refuses_bad_values(page, town, name, value):
    answer = page.post(SETUP, matrix_data(town, **{name: value}))

    assert answer.status_code == 422
    assert answer.context["formset"].total_error_count() == 1


def test_matrix_refuses_rows_of_another_organisation(page, town):
    foreign = criteria.criteria_of(factories.organisation("ahornried"))[0]

    answer = page.post(SETUP, matrix_data(town, **{"kriterium-0-id": foreign.pk}))

    assert answer.status_code == 422
    foreign.refresh_from_db()
    assert foreign.revision == 1


def test_a_criterion_is_added_on_its_own_page(page, town):
    values = {"title": "Klimaschutz", "kind": "benefit", "weight": 2}

    assert page.post(f"{SETUP}neu/", values).status_code == 302
    again = page.post(f"{SETUP}neu/", values)

    assert again.status_code == 422
    assert "gibt es schon" in again.content.decode()
    assert criteria.criteria_of(town).count() == 11


def test_points_and_reasons_are_saved_and_the_draft_is_gone(page, officer):
    case = made.use_case(officer)
    url = f"/anwendungsfaelle/{case.pk}/bewertung/"
    key = f"register/{case.pk}/bewertung"
    page.post(f"/entwurf/{key}", {"punkte-law": "3", "grund-law": "Viel offen."})
    assert "Viel offen." in page.get(url).content.decode()

    answer = page.post(url, score_data(case, punkte__law=2, grund__law="Offen."))

    assert answer.status_code == 302
    assert {k: (s.points, s.reason) for k, s in criteria.scores_of(case).items()} == {
        "law": (2, "Offen.")
    }
    assert "Viel offen." not in page.get(url).content.decode()


def test_the_page_says_that_a_score_without_reason_does_not_count(page, officer):
    case = made.use_case(officer)
    criteria.score(case, points_and_reasons={"law": (2, "")}, by=officer)

    text = page.get(f"/anwendungsfaelle/{case.pk}/bewertung/").content.decode()

    assert text.count("zählt nicht: Begründung fehlt") == 1


def test_a_reason_without_points_is_refused_with_the_input_kept(page, officer):
    case = made.use_case(officer)

    answer = page.post(
        f"/anwendungsfaelle/{case.pk}/bewertung/", score_data(case, grund__law="Nur so.")
    )

    assert answer.status_code == 422
    assert "fehlen die Punkte" in answer.content.decode()
    assert "Nur so." in answer.content.decode()
    assert criteria.scores_of(case) == {}


def test_both_scores_are_shown_where_two_people_scored_at_once(page, town, officer):
    case = made.use_case(officer)
    old = score_data(case, punkte__law=4, grund__law="Streng.")
    leader = factories.member(town, Role.LEADERSHIP)
    criteria.score(case, points_and_reasons={"law": (1, "Geklärt.")}, by=leader)
    url = f"/anwendungsfaelle/{case.pk}/bewertung/"

    answer = page.post(url, old)

    assert answer.status_code == 409
    assert answer.context["theirs"] == [("Rechtliches Risiko", "1: Geklärt.", "4: Streng.")]
    assert criteria.scores_of(case)["law"].points == 1
    again = {**old, "stand-law": answer.context["form"].data["stand-law"]}
    assert page.post(url, again).status_code == 302
    assert criteria.scores_of(case)["law"].points == 4


def test_scores_of_others_made_meanwhile_on_other_criteria_stay(page, town, officer):
    case = made.use_case(officer)
    old = score_data(case, punkte__law=4, grund__law="Streng.")
    leader = factories.member(town, Role.LEADERSHIP)
    criteria.score(case, points_and_reasons={"data": (1, "Da.")}, by=leader)

    assert page.post(f"/anwendungsfaelle/{case.pk}/bewertung/", old).status_code == 302

    stands = {key: one.points for key, one in criteria.scores_of(case).items()}
    assert stands == {"data": 1, "law": 4}


def test_panel_names_how_far_the_scoring_is(page, officer):
    case = made.use_case(officer)
    url = f"/anwendungsfaelle/{case.pk}/"
    assert "0 von 10 Kriterien" in page.get(url).content.decode()

    criteria.score(case, points_and_reasons=all_points(), by=officer)

    assert "zuerst angehen" in page.get(url).content.decode()


def test_portfolio_ranks_complete_ones_and_lists_the_rest_apart(page, officer):
    done = made.use_case(officer, "Fertig bewertet", user_count=1200)
    made.use_case(officer, "Halb bewertet")
    criteria.score(done, points_and_reasons=all_points(), by=officer)

    answer = page.get("/anwendungsfaelle/portfolio/")

    assert [one.use_case for one, _ in answer.context["rows"]] == [done]
    assert [one.use_case.title for one in answer.context["incomplete"]] == ["Halb bewertet"]
    (bubble,) = answer.context["chart"].bubbles
    assert (bubble.rated.use_case, bubble.label) == (done, "Fertig bewertet")


def test_portfolio_filters_sorts_and_exports(page, officer):
    for title, benefit, state in (("Alpha", 1, "idea"), ("Beta", 3, "idea"), ("Alt", 4, "retired")):
        case = made.use_case(officer, title, state=state)
        criteria.score(case, points_and_reasons=all_points(benefit), by=officer)

    def titles(query):
        return [one.use_case.title for one, _ in page.get(url + query).context["rows"]]

    url = "/anwendungsfaelle/portfolio/"
    assert titles("") == ["Beta", "Alpha"]
    assert titles("?stand=") == ["Alt", "Beta", "Alpha"]
    assert titles("?stand=&sortierung=-titel") == ["Beta", "Alt", "Alpha"]
    assert titles("?suche=alph") == ["Alpha"]
    lines = b"".join(page.get(f"{url}export.csv").streaming_content).decode().splitlines()
    assert lines[1] == "1;KI-002;Beta;Idee;3,00;1,00;zuerst angehen;;10 von 10"


@pytest.mark.parametrize("count", [1, 3])
def test_portfolio_needs_the_same_queries_for_one_and_for_three(
    page, officer, count, django_assert_num_queries
):
    for number in range(count):
        case = made.use_case(officer, f"Fall {number}")
        criteria.score(case, points_and_reasons=all_points(), by=officer)

    with django_assert_num_queries(13):
        page.get("/anwendungsfaelle/portfolio/")
