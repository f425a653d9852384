"""Asking in three steps, without JavaScript, and without losing what was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.portal.core.models import Draft
from allmende.portal.exchange.domain.legal import queries
from allmende.portal.exchange.models import LegalQuestion
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db
L = "/austausch/rechtsfragen/"
OTHER = "Dürfen Gespräche mit Chatbots gespeichert werden?"


@pytest.fixture
def at():
    return law.network()


def typed(**fields):
    return {"title": OTHER, "text": law.TEXT, "topic": "koki:law", "land": "", **fields}


def test_title_then_similar_then_the_question(at, client):
    known = law.ask(at.asker)
    client.force_login(at.other.user)

    assert client.get(f"{L}neu/").status_code == 200
    found = client.get(f"{L}neu/", {"titel": OTHER}).content.decode()
    assert "Gibt es das schon?" in found
    assert f"{L}{known.pk}/betrifft-uns/" in found

    form = client.get(f"{L}neu/frage/", {"titel": OTHER})
    assert form.context["form"]["checked"].value() == OTHER
    sent = client.post(f"{L}neu/frage/", typed(checked=OTHER))
    question = LegalQuestion.objects.get(title=OTHER)
    assert (sent.status_code, sent.url) == (302, f"{L}{question.pk}/")


def test_me_too_instead_leads_to_the_question(at, client):
    known = law.ask(at.asker)
    client.force_login(at.other.user)
    sent = client.post(f"{L}{known.pk}/betrifft-uns/")

    assert (sent.status_code, sent.url) == (302, f"{L}{known.pk}/")
    assert queries.concerned([known]) == {known.pk: 2}
    client.post(f"{L}{known.pk}/betrifft-uns/", {"nicht": "1"})
    assert queries.concerned([known]) == {known.pk: 1}


def test_an_empty_title_is_an_error_at_the_field(at, client):
    client.force_login(at.other.user)
    answer = client.get(f"{L}neu/", {"titel": ""})

    assert answer.status_code == 422
    assert "form-errors" in answer.content.decode()


def test_who_goes_straight_to_the_form_sees_similar_ones_once(at, client):
    law.ask(at.asker)
    client.force_login(at.other.user)
    first = client.post(f"{L}neu/frage/", typed())

    assert first.status_code == 200
    assert "Gibt es das schon?" in first.content.decode()
    assert first.context["form"]["text"].value() == law.TEXT
    again = typed(checked=first.context["form"]["checked"].value())
    assert client.post(f"{L}neu/frage/", again).status_code == 302


def test_personal_data_are_asked_about_before_sending(at, client):
    client.force_login(at.asker.user)
    text = "Frau Quittenbaum (rosa@example.org) aus Schilfhausen fragt."
    first = client.post(f"{L}neu/frage/", typed(text=text))
    shown = first.content.decode()

    assert (first.status_code, LegalQuestion.objects.count()) == (200, 0)
    assert "Das sieht nach Angaben zu Personen aus" in shown
    assert "Das verrät, wer fragt" in shown
    form = first.context["form"]
    other = typed(text=f"{text} Auch Herr Müller.", warned=form["warned"].value())
    assert client.post(f"{L}neu/frage/", other | {"checked": OTHER}).status_code == 200
    same = typed(text=text, warned=form["warned"].value(), checked=form["checked"].value())
    assert client.post(f"{L}neu/frage/", same).status_code == 302


def test_errors_keep_the_input_and_the_draft(at, client):
    client.force_login(at.other.user)
    client.post("/entwurf/legal/question", typed(text="Angefangen"))
    begun = client.get(f"{L}neu/frage/")
    assert begun.context["form"]["text"].value() == "Angefangen"

    answer = client.post(f"{L}neu/frage/", typed(topic="", text="x" * 10_001))
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "x" * 10_001
    assert Draft.objects.count() == 1
    client.post(f"{L}neu/frage/", typed(checked=OTHER))
    assert Draft.objects.count() == 0


def test_two_who_change_a_question_see_both_texts(at, client):
    question = law.ask(at.asker)
    client.force_login(at.expert.user)
    page = f"{L}{question.pk}/aendern/"
    assert client.post(page, typed(revision=1)).status_code == 302

    late = client.post(page, typed(title="Meine Fassung?", revision=1))
    shown = late.content.decode()
    assert late.status_code == 409
    assert OTHER in shown
    assert "Meine Fassung?" in shown
    assert client.post(page, typed(title="Meine Fassung?", revision=2)).status_code == 302


def test_who_has_asked_may_retract_from_the_page(at, client):
    question = law.ask(at.asker)
    client.force_login(at.asker.user)
    page = f"{L}{question.pk}/zurueckziehen/"

    assert "Frage zurückziehen" in client.get(page).content.decode()
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Erledigt"}).status_code == 302
    assert client.post(page, {"reason": "Erledigt"}).status_code == 409


def test_hidden_and_unknown_questions_are_not_there(at, client):
    question = law.ask(at.asker)
    LegalQuestion.objects.update(is_hidden=True)
    client.force_login(at.other.user)

    for pk in (question.pk, 10**12):
        assert client.get(f"{L}{pk}/").status_code == 404
        assert client.post(f"{L}{pk}/betrifft-uns/").status_code == 404


def test_the_list_filters_sorts_counts_and_exports(at, client):
    answered = law.answered(at)
    open_ = law.ask(
        at.other, "Wer haftet für Fehler der Übersetzung?", topic="koki:data", land="BY"
    )
    client.force_login(at.other.user)

    def titles(**query):
        return [row["question"] for row in client.get(L, query).context["rows"]]

    assert titles() == [open_, answered]
    assert titles(sortierung="-neu") == [answered, open_]
    assert titles(stand="offen") == titles(thema="koki:data") == titles(meine="on") == [open_]
    assert titles(land="BY") == [open_, answered]
    assert titles(land="BW") == titles(stand="published") == [answered]
    assert titles(suche="Übersetzung haftet") == [open_]
    assert titles(suche="Verarbeitung") == [answered]
    assert titles(suche="Gibtesnicht") == []
    assert "1 Frage" in client.get(L, {"stand": "offen"}).content.decode()
    lines = b"".join(client.get(f"{L}export.csv", {"stand": "offen"}).streaming_content)
    assert lines.decode().count("\n") == 2


def test_a_page_of_the_list_takes_a_fixed_number_of_queries(at, client):
    law.answered(at)
    client.force_login(at.other.user)
    client.get(L)
    with CaptureQueriesContext(connection) as first:
        client.get(L)
    for number in range(3):
        law.ask(at.asker, f"Frage {number}?")
    with CaptureQueriesContext(connection) as second:
        client.get(L)

    assert len(second) == len(first)
