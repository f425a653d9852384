"""What was asked before in other words, and what should not be in a question."""

import pytest

from allmende.portal.exchange.domain.legal import asking, hints, similar
from allmende.portal.organisations.models import Organisation
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return law.network()


@pytest.fixture
def questions(at):
    titles = (
        "Brauchen wir für den Chatbot eine Datenschutz-Folgenabschätzung?",
        "Dürfen Ratsprotokolle von einer KI zusammengefasst werden?",
        "Muss der Personalrat bei Übersetzungsprogrammen zustimmen?",
        law.TITLE,
    )
    return {title: law.ask(at.asker, title) for title in titles}


def found(title, by):
    return [one.question.title for one in similar.to_title(title, member=by)]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Ist eine Abschätzung der Folgen für Chatbots nötig?", "Brauchen wir für den Chatbot"),
        ("Protokoll des Rates mit KI zusammenfassen", "Dürfen Ratsprotokolle"),
        ("Mitbestimmung des Personalrats bei Übersetzung", "Muss der Personalrat"),
        ("Chatbot-Gespräche aufbewahren und speichern", "Darf ein Chatbot"),
    ],
)
def test_other_words_find_the_same_question(at, questions, title, first):
    assert found(title, at.other)[0].startswith(first)


def test_nothing_similar_is_said_to_be_nothing(at, questions):
    assert found("Grillen im Stadtpark", at.other) == []
    assert found("", at.other) == found("der die das", at.other) == []


def test_an_answer_is_found_by_its_words_and_comes_along(at, questions):
    question = questions[law.TITLE]
    law.published(at, question, text="Verkehrsdaten unterliegen dem Fernmeldegeheimnis.")
    one = similar.to_title("Fernmeldegeheimnis", member=at.other)[0]

    assert (one.question, one.answer.number, one.concerned) == (question, 1, 1)


def test_what_was_merged_or_withdrawn_is_not_offered(at, questions):
    asking.retract(questions[law.TITLE], reason="Erledigt", by=at.asker)

    assert law.TITLE not in found(law.TITLE, at.other)


def test_absurd_titles_do_no_harm(at, questions):
    assert found("Chatbot " * 25, at.other) != []
    assert found("'; DROP TABLE \x00 <b>", at.other) == []


HARMLESS = "Dürfen wir Gespräche des Chatbots speichern? Wir stützen uns auf Art. 6 DSGVO."


def told(text, title="Darf das sein?", *, shows=False, name="Stadt Schilfhausen"):
    place = Organisation(name=name)
    found = hints.for_question(title, text, organisation=place, shows_organisation=shows)
    return [place for hint in found for place in hint.places]


def test_personal_data_are_pointed_out_with_their_sentence():
    text = f"{HARMLESS} Unsere Kollegin Frau Quittenbaum (rosa@example.org) fragt."

    assert told(HARMLESS) == []
    assert told(text) == ["Unsere Kollegin Frau Quittenbaum (rosa@example.org) fragt."]


def test_the_hidden_town_in_the_text_is_pointed_out():
    text = f"{HARMLESS} Die Schilfhausener Feuerwehr ist dagegen."

    assert told(text) == ["Die Schilfhausener Feuerwehr ist dagegen."]
    assert told(text, shows=True) == []
    assert told("Jede Stadt und jeder Landkreis ist betroffen.") == []
    assert told("Alles über Aue.", name="Aue") == []


def test_a_hint_is_remembered_by_what_it_says():
    first = hints.for_question(
        "Frage",
        "Frau Müller ruft an.",
        organisation=Organisation(name="X"),
        shows_organisation=True,
    )

    assert hints.fingerprint(first) == hints.fingerprint(list(first))
    assert hints.fingerprint([]) == ""
    assert hints.fingerprint(first[:0]) != hints.fingerprint(first)
