import logging
from uuid import uuid4

import pytest
from django.core.cache import cache

from allmende.portal.assistant.models import Question
from allmende.portal.core.models import RateWindow

TAX = "Was beträgt die Hundesteuer im Jahr?"
SENTENCE = "Die Hundesteuer beträgt 120 Euro im Jahr."


def ask(client, question=TAX, slug="wiesenbrueck", **extra):
    return client.post(f"/o/{slug}/fragen/", {"question": question}, **extra)


def text(response):
    return response.content.decode()


def test_the_start_page_has_the_field_topics_and_the_ai_notice(client, town):
    page = text(client.get("/o/wiesenbrueck/"))

    assert page.count('name="question"') == 2  # the field and one topic
    assert '<button class="topic" name="question" value="Was kostet die Hundesteuer?">' in page
    assert "Sie sprechen mit einer KI." in page
    assert "/o/wiesenbrueck/anfrage/" in page


def test_an_unknown_or_closed_organisation_is_not_found(client, town):
    assert client.get("/o/nirgendwo/").status_code == 404
    town.is_active = False
    town.save()
    assert client.get("/o/wiesenbrueck/").status_code == 404
    assert ask(client).status_code == 404


def test_the_answer_has_an_address_of_its_own_without_the_question(client, public):
    response = ask(client)
    question = Question.objects.get()

    assert (response.status_code, response.url) == (302, f"/o/wiesenbrueck/antwort/{question.pk}/")
    page = text(client.get(response.url))
    assert f"<p>{SENTENCE}</p>" in page
    assert "Wörtliche Auszüge aus den Quellen" in page
    assert "Kämmerei" in page
    assert 'href="tel:07999400150"' in page
    passage = question.citations.get().passage
    place = f"?stelle={passage.pk}&amp;saetze=0#p{passage.pk}"
    assert f'href="/o/wiesenbrueck/quelle/{passage.document_id}/{place}"' in page
    assert client.get(f"/o/wiesenbrueck/quelle/{passage.document_id}/").status_code == 200


def test_no_question_stands_in_an_address_or_a_log(client, public, caplog):
    caplog.set_level(logging.DEBUG)
    ask(client, "Was beträgt die Hundesteuer für Quastenflosser?")
    assert "Quastenflosser" not in caplog.text


def test_asking_by_address_leads_to_the_start_page_and_asks_nothing(client, public):
    response = client.get("/o/wiesenbrueck/fragen/", {"question": TAX})
    assert (response.status_code, response.url) == (302, "/o/wiesenbrueck/")
    assert Question.objects.count() == 0


def test_a_refusal_says_so_and_shows_a_way_to_a_human(client, public, treasury):
    page = text(client.get(ask(client, "Wer gewinnt die Weltmeisterschaft?").url))
    question = Question.objects.get()

    assert "Dazu habe ich keine verlässliche Information." in page
    assert f"/o/wiesenbrueck/anfrage/?frage={question.pk}" in page
    assert "Wörtliche Auszüge aus den Quellen" not in page
    assert "Kämmerei" in page


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "Bitte geben Sie eine Frage ein."),
        ("x" * 10_000, "Ihre Frage hat 10.000 Zeichen."),
    ],
)
def test_a_bad_question_is_answered_by_a_sentence_and_kept(client, public, question, sentence):
    response = ask(client, question)
    assert response.status_code == 422
    assert sentence in text(response)
    assert f"{question}</textarea>" in text(response)
    assert Question.objects.count() == 0


def test_hostile_markup_is_shown_as_text(client, public):
    question = "<script>alert('Hundesteuer')</script> beträgt die Hundesteuer?"
    page = text(client.get(ask(client, question).url))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_too_many_questions_of_one_address_get_a_sentence_and_keep_the_text(
    client, public, settings
):
    settings.QUESTIONS_PER_MINUTE = 3
    RateWindow.objects.all().delete()
    codes = [ask(client).status_code for _ in range(5)]
    response = ask(client, "Eine behaltene Frage?")

    assert codes.count(302) in {3, 4}  # the minute may turn meanwhile
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    page = text(response)
    assert "Bitte warten Sie eine Minute" in page
    assert "Eine behaltene Frage?</textarea>" in page
    assert "07999 400-150" in page
    assert Question.objects.filter(text="Eine behaltene Frage?").count() == 0


def test_another_address_is_not_held_up(client, public, settings):
    settings.QUESTIONS_PER_MINUTE = 1
    ask(client)
    assert ask(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_an_answer_is_found_only_under_its_own_organisation(client, public, neighbour):
    pk = Question.objects.get(pk=ask(client).url.split("/")[-2]).pk
    assert client.get(f"/o/ahornried/antwort/{pk}/").status_code == 404
    assert client.get(f"/o/wiesenbrueck/antwort/{uuid4()}/").status_code == 404


def test_the_answer_of_a_member_is_nowhere_on_the_public_pages(client, town, internal, staff):
    client.force_login(staff.user)
    own = client.post("/fragen/", {"question": "Was beträgt das Tagegeld für Dienstreisen?"}).url
    pk = own.split("/")[-2]

    assert "14 Euro" in text(client.get(own))
    client.logout()
    assert client.get(f"/o/wiesenbrueck/antwort/{pk}/").status_code == 404
    assert (
        client.post(f"/o/wiesenbrueck/antwort/{pk}/urteil/", {"verdict": "helpful"}).status_code
        == 404
    )
    form = text(client.get(f"/o/wiesenbrueck/anfrage/?frage={pk}"))
    assert "Tagegeld" not in form


def test_a_member_on_the_public_page_reads_only_what_is_public(client, public, internal, staff):
    client.force_login(staff.user)
    page = text(client.get(ask(client, "Was beträgt das Tagegeld für Dienstreisen?").url))
    assert "Quittenbaum" not in page
    assert "14 Euro" not in page
    assert Question.objects.get().member is None


def test_a_deleted_source_is_gone_from_the_page(client, public):
    url = ask(client).url
    public.documents.all().delete()
    page = text(client.get(url))
    assert SENTENCE not in page
    assert "Die Quellen der früheren Antwort sind nicht mehr verfügbar." in page


def test_an_expired_answer_is_not_found(client, public):
    url = ask(client).url
    question = Question.objects.get()
    question.expires_at = question.created_at
    question.save()
    assert client.get(url).status_code == 404


def test_htmx_gets_the_answer_without_the_frame(client, public):
    url = ask(client).url
    page = text(client.get(url, headers={"HX-Request": "true"}))
    assert SENTENCE in page
    assert "<html" not in page
    assert page.startswith("<title>Antwort")
    assert 'hx-swap-oob="true"' in page


def test_htmx_gets_an_error_into_the_form(client, public):
    response = ask(client, "", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Retarget"]) == (422, "#ask")
    assert text(response).lstrip().startswith('<form id="ask"')


def test_feedback_is_kept_without_personal_data(client, public):
    url = ask(client).url
    client.post(f"{url}urteil/", {"verdict": "not_helpful"})
    assert "Sagen Sie uns, was gefehlt hat?" in text(client.get(url))

    response = client.post(
        f"{url}urteil/", {"verdict": "not_helpful", "reason": "Rufen Sie 0761 1234567 an."}
    )
    question = Question.objects.get()
    assert response.url == f"{url}#rueckmeldung"
    assert (question.verdict, question.verdict_reason) == (
        "not_helpful",
        "Rufen Sie [Telefon] an.",
    )
    assert "Danke für Ihre Rückmeldung." in text(client.get(url))


def test_feedback_that_is_too_long_is_kept_in_the_form(client, public):
    url = ask(client).url
    response = client.post(f"{url}urteil/", {"verdict": "not_helpful", "reason": "y" * 1001})
    assert response.status_code == 422
    assert "Ihre Bemerkung hat 1.001 Zeichen." in text(response)
    assert "y" * 1001 in text(response)


def test_an_answer_costs_a_constant_number_of_queries(
    client, public, django_assert_max_num_queries
):
    url = ask(client).url
    cache.clear()
    with django_assert_max_num_queries(13):
        client.get(url)
