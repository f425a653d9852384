"""The history of a use case: ten lines on its page, all of them on a page of its own."""

import pytest
from django.urls import reverse

from allmende.portal.register.domain import use_cases
from tests.portal.register import stage

pytestmark = pytest.mark.django_db
QUERIES = 10


@pytest.fixture
def town():
    return stage.town()


def happened(use_case, town, count):
    for number in range(count):
        use_cases.comment(use_case, text=f"Nummer {number}", by=town.staff)


@pytest.mark.parametrize(("count", "shown", "more"), [(10, 10, False), (11, 10, True)])
def test_the_page_of_a_use_case_shows_the_ten_newest(client, town, count, shown, more):
    use_case = stage.case(town)
    happened(use_case, town, count)
    client.force_login(town.staff.user)

    answer = client.get(reverse("use-case", args=[use_case.pk]))

    assert len(answer.context["history"]) == shown
    assert ("Ganzer Verlauf" in answer.content.decode()) is more


def test_the_whole_history_has_pages(client, town):
    use_case = stage.case(town)
    happened(use_case, town, 26)
    client.force_login(town.staff.user)
    url = reverse("use-case-history", args=[use_case.pk])

    first, second = client.get(url), client.get(url, {"seite": 2})

    assert (len(first.context["history"]), len(second.context["history"])) == (25, 1)
    assert "26 Einträge" in first.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_costs_the_same_for_one_and_for_three(
    client, town, django_assert_num_queries, count
):
    use_case = stage.case(town)
    happened(use_case, town, count)
    client.force_login(town.staff.user)

    with django_assert_num_queries(QUERIES):
        client.get(reverse("use-case-history", args=[use_case.pk]))


def test_another_organisation_finds_no_history(client, town):
    use_case = stage.case(town)
    client.force_login(stage.town("ahornried").officer.user)

    assert client.get(reverse("use-case-history", args=[use_case.pk])).status_code == 404
