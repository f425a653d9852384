"""Drafting, reviewing, publishing and reading, page by page."""

import pytest

from allmende.portal.core.domain import audit
from allmende.portal.exchange.domain.legal import drafting, marking, queries
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db
L = "/austausch/rechtsfragen/"


@pytest.fixture
def at():
    return law.network()


@pytest.fixture
def question(at):
    return law.ask(at.asker)


def typed(revision, **fields):
    values = law.content()
    first = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-title": "DSGVO",
        "form-0-place": "Art. 6",
        "form-0-url": "https://example.org/",
        "short": values["short"],
        "text": values["text"],
        "valid_on": values["valid_on"].isoformat(),
        "review_on": values["review_on"].isoformat(),
        "audience": "public",
        "change_note": "",
        "revision": str(revision),
    }
    return first | fields


def test_from_the_question_to_the_published_answer(at, question, client):
    q = f"{L}{question.pk}/"
    client.force_login(at.expert.user)
    assert client.post(f"{q}sichten/").url == q
    assert client.post(f"{q}uebernehmen/").url == f"{q}entwurf/"
    assert client.post(f"{q}entwurf/", typed(1)).url == f"{q}entwurf/"
    assert client.post(f"{q}entwurf/", typed(2, vorlegen="1", short="Ja.")).url == q
    page = client.get(f"{q}pruefung/").content.decode()
    assert "Sie haben an diesem Entwurf mitgeschrieben" in page

    client.force_login(at.reviewer.user)
    assert "Freigeben und veröffentlichen" in client.get(f"{q}pruefung/").content.decode()
    sent = client.post(f"{q}pruefung/", {"freigeben": "1", "revision": "3", "note": ""})
    assert sent.url == q
    shown = client.get(q).content.decode()
    assert "Erarbeitet von Edda Recht, juristisch geprüft von Rita Prüf" in shown
    assert "Keine Rechtsberatung im Einzelfall" in shown
    assert "Ja." in shown


def test_more_lines_for_sources_lose_nothing(at, question, client):
    law.taken(at, question)
    client.force_login(at.expert.user)
    page = client.post(f"{L}{question.pk}/entwurf/", typed(1, mehr="1", short="Angefangen"))

    assert page.status_code == 200
    assert len(page.context["sources"].forms) == 5
    assert page.context["sources"].forms[0]["title"].value() == "DSGVO"
    assert page.context["form"]["short"].value() == "Angefangen"
    assert queries.draft(question).short == ""


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"form-1-place": "Art. 5"}, "Nennen Sie die Quelle"),
        ({"form-0-url": "javascript:alert(1)"}, "Die Adresse beginnt mit"),
        ({"short": "x" * 1501}, "Kurze Antwort"),
        ({"valid_on": "gestern"}, "Rechtsstand"),
        ({"form-TOTAL_FORMS": "zwei"}, ""),
        ({"audience": "group"}, "Wer darf"),
    ],
)
def test_errors_are_said_and_nothing_is_lost(at, question, client, fields, says):
    law.taken(at, question)
    client.force_login(at.expert.user)
    page = client.post(f"{L}{question.pk}/entwurf/", typed(1, **fields))

    assert page.status_code == 422
    assert says in page.content.decode()
    assert page.context["form"]["text"].value() == law.content()["text"]


def test_two_who_write_see_both_texts(at, question, client):
    law.written(at, question)
    client.force_login(at.second.user)
    page = client.post(f"{L}{question.pk}/entwurf/", typed(1, short="Meine Fassung"))
    shown = page.content.decode()

    assert page.status_code == 409
    assert "Meine Fassung" in shown
    assert law.content()["short"] in shown
    again = client.post(f"{L}{question.pk}/entwurf/", typed(2, short="Meine Fassung"))
    assert again.status_code == 302


def test_what_was_typed_and_not_saved_comes_back(at, question, client):
    law.taken(at, question)
    client.force_login(at.expert.user)
    fields = typed(1, short="Angefangen", lands=["BW", "BY"])
    client.post(f"/entwurf/legal/answer/{question.pk}", fields)
    page = client.get(f"{L}{question.pk}/entwurf/")

    assert page.context["form"]["short"].value() == "Angefangen"
    assert page.context["form"]["lands"].value() == ["BW", "BY"]
    assert page.context["sources"].forms[0]["title"].value() == "DSGVO"
    assert "Ihr Entwurf von" in page.content.decode()


def test_without_a_note_nothing_is_sent_back(at, question, client):
    draft = law.submitted(at, question)
    client.force_login(at.reviewer.user)
    page = f"{L}{question.pk}/pruefung/"

    assert client.post(page, {"zurueck": "1", "revision": draft.revision}).status_code == 422
    late = client.post(page, {"freigeben": "1", "revision": 1, "note": "Lang getippt"})
    assert late.status_code == 409
    assert "Lang getippt" in late.content.decode()
    sent = client.post(page, {"zurueck": "1", "revision": draft.revision, "note": "Bitte kürzen"})
    assert sent.status_code == 302
    client.force_login(at.expert.user)
    assert "Bitte kürzen" in client.get(f"{L}{question.pk}/entwurf/").content.decode()


def test_a_second_click_says_what_happened(at, question, client):
    draft = law.submitted(at, question)
    client.force_login(at.reviewer.user)
    data = {"freigeben": "1", "revision": draft.revision}
    client.post(f"{L}{question.pk}/pruefung/", data)
    again = client.post(f"{L}{question.pk}/pruefung/", data, follow=True)

    assert "zurzeit keinen Entwurf" in again.content.decode()
    assert question.versions.count() == 1


def test_versions_can_be_read_and_compared(at, question, client):
    law.published(at, question)
    law.published(at, question, short="Nein.", change_note="Neues Gesetz.")
    client.force_login(at.other.user)
    q = f"{L}{question.pk}/"

    assert "Das ist eine frühere Fassung" in client.get(f"{q}fassung/1/").content.decode()
    compared = client.get(f"{q}fassung/2/vergleich/").content.decode()
    assert "<ins>Nein.</ins>" in compared
    assert "<del>Ja, mit Einwilligung." in compared
    assert client.get(f"{q}fassung/1/vergleich/").status_code == 404
    assert client.get(f"{q}fassung/9/").status_code == 404


def test_files_come_as_word_and_pdf(at, question, client):
    law.published(at, question)
    client.force_login(at.other.user)
    q = f"{L}{question.pk}/fassung/1/datei"

    assert client.get(f"{q}.docx").content.startswith(b"PK")
    assert client.get(f"{q}.pdf").content.startswith(b"%PDF")
    assert client.get(f"{q}.exe").status_code == 404


def test_marks_need_a_reason_and_are_shown(at, question, client):
    law.published(at, question)
    client.force_login(at.expert.user)
    q = f"{L}{question.pk}/"
    assert client.post(f"{q}ueberholt/", {"reason": ""}).status_code == 422
    client.post(f"{q}ueberholt/", {"reason": "Neues Gesetz."})
    assert "Neues Gesetz." in client.get(q).content.decode()
    client.post(f"{q}antwort-zurueckziehen/", {"reason": "Falsch."})
    assert "Diese Antwort ist zurückgezogen" in client.get(q).content.decode()


def test_merging_from_the_page(at, question, client):
    other = law.ask(at.other, "Werden Gespräche mit Chatbots gespeichert?")
    client.force_login(at.expert.user)
    page = f"{L}{other.pk}/zusammenfuehren/"

    assert list(client.get(page).context["form"].fields["into"].queryset) == [question]
    assert (
        list(client.get(page, {"suche": "Grillen"}).context["form"].fields["into"].queryset) == []
    )
    assert client.post(page, {"into": other.pk}).status_code == 422
    assert client.post(page, {"into": question.pk}).url == f"{L}{other.pk}/"
    shown = client.get(f"{L}{other.pk}/").content.decode()
    assert "Diese Frage wird hier beantwortet" in shown


def test_hostile_markdown_and_addresses_do_nothing(at, question, client):
    law.published(
        at,
        question,
        text="<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
        short="<b>fett</b>",
    )
    for who, path in ((at.other, f"{L}{question.pk}/"), (None, f"/antworten/{question.pk}/")):
        if who:
            client.force_login(who.user)
        shown = client.get(path).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript:' not in shown
        assert "&lt;b&gt;fett" in shown


def test_the_desk_takes_a_fixed_number_of_queries(at, client, django_assert_max_num_queries):
    for number in range(3):
        law.ask(at.asker, f"Frage {number}?")
        law.submitted(at, law.ask(at.asker, f"Vorgelegt {number}?"))
        law.taken(at, law.ask(at.asker, f"Arbeit {number}?"))
    client.force_login(at.second.user)
    with django_assert_max_num_queries(25):
        page = client.get(f"{L}werkbank/")

    assert "Zu sichten (3)" in page.content.decode()
    client.force_login(at.reviewer.user)
    assert "Zu prüfen (3)" in client.get(f"{L}werkbank/").content.decode()
    client.force_login(at.other.user)
    assert client.get(f"{L}werkbank/").status_code == 403


def test_every_action_has_words(at, question):
    law.published(at, question)
    drafting.take_on(question, by=at.expert)
    marking.mark_outdated(question, reason="Alt.", by=at.expert)
    labels = [audit.label(entry.action) for entry in audit.history(question)]

    assert [label for label in labels if label.startswith("exchange.")] == []
