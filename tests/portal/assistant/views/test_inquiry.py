import pytest

from allmende.portal.assistant.enums import InquiryState
from allmende.portal.assistant.models import Inquiry, Question
from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Office
from tests import factories

URL = "/o/wiesenbrueck/anfrage/"
FILLED = {"question": "Darf mein Hund ins Freibad?", "contact": "erika@beispiel.de", "name": ""}


def text(response):
    return response.content.decode()


def test_the_form_brings_the_question_and_the_office_of_its_source(client, public, treasury):
    client.post("/o/wiesenbrueck/fragen/", {"question": "Was beträgt die Hundesteuer im Jahr?"})
    page = text(client.get(URL, {"frage": Question.objects.get().pk}))

    assert "Was beträgt die Hundesteuer im Jahr?</textarea>" in page
    assert f'<option value="{treasury.pk}" selected>Kämmerei</option>' in page
    assert "180 Tage nach unserer Antwort" in page


def test_a_far_fetched_source_does_not_choose_the_office(client, public, treasury):
    client.post("/o/wiesenbrueck/fragen/", {"question": "Wer gewinnt die Weltmeisterschaft?"})
    page = text(client.get(URL, {"frage": Question.objects.get().pk}))

    assert "Wer gewinnt die Weltmeisterschaft?</textarea>" in page
    assert '<option value="" selected>Weiß ich nicht</option>' in page


@pytest.mark.parametrize("wrong", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_without_a_known_question_the_form_is_empty(client, town, wrong):
    response = client.get(URL, {"frage": wrong})
    assert response.status_code == 200
    assert '<option value="" selected>Weiß ich nicht</option>' in text(response)


def test_an_inquiry_lands_in_the_inbox_and_is_confirmed(client, town, treasury, clerk):
    response = client.post(URL, {**FILLED, "office": treasury.pk})
    inquiry = Inquiry.objects.get()

    assert response.url == f"{URL}{inquiry.pk}/"
    page = text(client.get(response.url))
    assert "Ihre Anfrage ist angekommen" in page
    assert "Kämmerei" in page
    assert "Freibad" not in page
    assert "erika" not in page
    assert (inquiry.organisation, inquiry.office, inquiry.state) == (
        town,
        treasury,
        InquiryState.NEW,
    )
    client.force_login(clerk.user)
    assert "Darf mein Hund ins Freibad?" in text(client.get("/anfragen/"))


def test_people_of_the_office_are_notified_where_there_are_some(client, town, treasury, clerk):
    mine = factories.member(town, Role.INQUIRIES, email="kasse@wiesenbrueck.example")
    mine.office = treasury
    mine.save()
    factories.member(town, Role.EDITOR)

    client.post(URL, {**FILLED, "office": treasury.pk})
    assert [n.recipient for n in Notification.objects.all()] == [mine.user]

    client.post(URL, FILLED)
    assert {n.recipient for n in Notification.objects.all()[:2]} == {mine.user, clerk.user}


def test_neither_notification_nor_audit_trail_holds_the_text(client, town, clerk):
    client.post(URL, FILLED)
    for entry in (Notification.objects.get().text, AuditEntry.objects.get().object_label):
        assert "Freibad" not in entry
        assert "erika" not in entry


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        ("", "Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an."),
        ("erika@", "Diese E-Mail-Adresse ist nicht vollständig."),
        ("morgen früh", "Das ist weder eine E-Mail-Adresse noch eine Telefonnummer."),
        ("1-2-3", "Das ist weder eine E-Mail-Adresse noch eine Telefonnummer."),
    ],
)
def test_a_wrong_contact_gets_a_helpful_sentence_and_nothing_is_lost(
    client, town, contact, sentence
):
    response = client.post(URL, {**FILLED, "contact": contact})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Darf mein Hund ins Freibad?</textarea>" in text(response)
    assert Inquiry.objects.count() == 0


@pytest.mark.parametrize("contact", ["07999 400-150", "+49 (0)761/123456", "erika@beispiel.de"])
def test_telephone_and_mail_are_both_fine(client, town, contact):
    client.post(URL, {**FILLED, "contact": contact})
    assert Inquiry.objects.get().contact == contact


def test_a_robot_that_fills_the_hidden_field_leaves_nothing(client, town):
    assert client.post(URL, {**FILLED, "website": "http://spam.example"}).status_code == 302
    assert Inquiry.objects.count() == 0


def test_many_inquiries_of_one_address_are_stopped_with_a_sentence(client, town):
    codes = [client.post(URL, FILLED).status_code for _ in range(6)]
    response = client.post(URL, FILLED)

    assert codes == [302] * 6
    assert response.status_code == 429
    assert "Bitte warten Sie eine Stunde" in text(response)
    assert "Darf mein Hund ins Freibad?</textarea>" in text(response)
    assert Inquiry.objects.count() == 6


def test_the_office_of_another_organisation_is_no_choice(client, town, neighbour):
    foreign = Office.objects.create(organisation=neighbour, name="Bauhof")
    response = client.post(URL, {**FILLED, "office": foreign.pk})
    assert response.status_code == 422
    assert "Bauhof" not in text(client.get(URL))


def test_a_confirmation_is_found_only_at_its_organisation(client, town, neighbour):
    confirmed = client.post(URL, FILLED).url
    assert client.get(confirmed.replace("wiesenbrueck", "ahornried")).status_code == 404
