"""Where an organisation has not switched the assistant on, people are told whom to turn to."""

import pytest

from allmende.portal.assistant.domain import answering, service
from allmende.portal.assistant.models import Question
from allmende.portal.register.models import BlockUse

OFF = "Die Auskunft ist hier nicht eingeschaltet"


@pytest.fixture
def off(town):
    BlockUse.objects.filter(organisation=town).delete()
    return town


def test_domain_answers_nobody(off, staff):
    with pytest.raises(service.ServiceOff, match=OFF):
        answering.ask(off, question="Was kostet die Hundesteuer?")
    with pytest.raises(service.ServiceOff, match=OFF):
        answering.ask(off, question="Was kostet die Hundesteuer?", member=staff)

    assert Question.objects.count() == 0


def test_public_page_shows_the_contact_instead_of_the_field(client, off, treasury):
    page = client.get("/o/wiesenbrueck/").content.decode()

    assert (OFF in page, "Kämmerei" in page, "ask-field" in page) == (True, True, False)
    assert '/o/wiesenbrueck/anfrage/"' in page
    assert client.get("/o/wiesenbrueck/anfrage/").status_code == 200


def test_a_question_sent_to_the_public_page_leads_back_there(client, off):
    answer = client.post("/o/wiesenbrueck/fragen/", {"question": "Was kostet ein Hund?"})

    assert (answer.status_code, answer.url) == (302, "/o/wiesenbrueck/")
    assert Question.objects.count() == 0


def test_a_member_is_told_where_it_is_switched_on(client, off, staff):
    client.force_login(staff.user)

    for answer in (client.get("/fragen/"), client.post("/fragen/", {"question": "Wo?"})):
        assert 'href="/werkzeuge/"' in answer.content.decode()
    assert Question.objects.count() == 0


def test_programs_get_the_sentence_too(client, off, staff):
    client.force_login(staff.user)

    for path in ("organisations/wiesenbrueck/questions", "questions"):
        data = {"question": "Was kostet ein Hund?"}
        answer = client.post(f"/api/v1/{path}", data, content_type="application/json")
        assert answer.status_code == 409
        assert OFF in answer.json()["detail"]


def test_old_answers_stay_readable(client, town, public):
    question = answering.ask(town, question="Wie viel beträgt die Hundesteuer im Jahr?")
    BlockUse.objects.filter(organisation=town).delete()

    answer = client.get(f"/o/wiesenbrueck/antwort/{question.pk}/")

    assert "120 Euro" in answer.content.decode()
