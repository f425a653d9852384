import pytest

from allmende.portal.assistant.models import Question
from tests import factories

TRAVEL = "Was beträgt das Tagegeld für Dienstreisen?"
TAX = "Was beträgt die Hundesteuer im Jahr?"


def text(response):
    return response.content.decode()


def ask(client, question):
    return client.post("/fragen/", {"question": question})


def test_staff_get_internal_and_public_sources_with_a_badge(client, staff, public, internal):
    client.force_login(staff.user)

    inside = text(client.get(ask(client, TRAVEL).url))
    assert "Das Tagegeld für Dienstreisen beträgt 14 Euro." in inside
    assert ">intern</span>" in inside

    outside = text(client.get(ask(client, TAX).url))
    assert "Die Hundesteuer beträgt 120 Euro im Jahr." in outside
    assert ">öffentlich</span>" in outside


def test_asking_needs_a_log_in(client, town):
    assert client.get("/fragen/").url == "/konto/login/?next=/fragen/"


def test_an_answer_is_for_the_one_who_asked(client, town, staff, stranger, internal):
    client.force_login(staff.user)
    url = ask(client, TRAVEL).url
    colleague = factories.member(town, email="kollege@wiesenbrueck.example")

    for other in (colleague, stranger):
        client.force_login(other.user)
        assert client.get(url).status_code == 404
        assert client.post(f"{url}urteil/", {"verdict": "helpful"}).status_code == 404
        assert client.post(f"{url}loeschen/").status_code == 404
    assert Question.objects.filter(verdict="").count() == 1


def test_the_neighbour_finds_nothing_internal(client, stranger, internal):
    client.force_login(stranger.user)
    page = text(client.get(ask(client, TRAVEL).url))
    assert "Quittenbaum" not in page
    assert "14 Euro" not in page
    assert "Reisekosten" not in page


def test_own_questions_are_listed_and_deleted(client, staff, internal, stranger):
    client.force_login(staff.user)
    assert "Noch keine Fragen" in text(client.get("/fragen/"))
    url = ask(client, TRAVEL).url
    assert TRAVEL in text(client.get("/fragen/"))

    client.force_login(stranger.user)
    assert TRAVEL not in text(client.get("/fragen/"))

    client.force_login(staff.user)
    assert client.post(f"{url}loeschen/").url == "/fragen/"
    assert Question.objects.count() == 0


@pytest.mark.parametrize("question", ["", "z" * 10_000])
def test_a_bad_question_keeps_the_text(client, staff, question):
    client.force_login(staff.user)
    response = ask(client, question)
    assert response.status_code == 422
    assert f"{question}</textarea>" in text(response)


def test_feedback_on_an_own_answer_is_kept(client, staff, internal):
    client.force_login(staff.user)
    url = ask(client, TRAVEL).url
    response = client.post(f"{url}urteil/", {"verdict": "helpful"}, headers={"HX-Request": "true"})
    assert "Danke für Ihre Rückmeldung." in text(response)
    assert Question.objects.get().verdict == "helpful"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_a_constant_number_of_queries(
    client, staff, internal, count, django_assert_num_queries
):
    client.force_login(staff.user)
    for _ in range(count):
        ask(client, TRAVEL)
    with django_assert_num_queries(8):
        client.get("/fragen/")
