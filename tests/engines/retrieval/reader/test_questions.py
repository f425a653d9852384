import pytest

from allmende.engines.retrieval.reader.questions import (
    KINDS,
    Asked,
    asked,
    split,
    wants_no_fact,
)


def kinds(question: str) -> set[Asked]:
    return {kind for kind, hit in zip(KINDS, asked(question), strict=True) if hit}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was kostet ein Reisepass?", {Asked.MONEY}),
        ("Wann hat das Bürgerbüro geöffnet?", {Asked.TIME}),
        ("Wo ist das Rathaus?", {Asked.PLACE}),
        ("Warum gibt es die Steuer?", {Asked.WHY, Asked.OFFER, Asked.MONEY}),
        ("Blau", set()),
    ],
)
def test_question_words_tell_what_is_asked_for(question, expected):
    assert kinds(question) == expected


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Was muss ich tun und was kostet das?", ["Was muss ich tun", "was kostet das"]),
        ("Wo ist das Amt? Wann ist offen?", ["Wo ist das Amt", "Wann ist offen"]),
        ("Was kosten Pass und Ausweis?", ["Was kosten Pass und Ausweis?"]),
        ("", [""]),
    ],
)
def test_a_question_with_two_parts_is_split(question, parts):
    assert split(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Welche Partei soll ich wählen?",
        "Welches Auto soll ich mir kaufen?",
        "Soll ich meine Wohnung kaufen oder lieber mieten?",
        "Was halten Sie vom Bürgermeister?",
        "Wie findest du die Stadt?",
        "Welche Krankenkasse ist die beste?",
        "Welchen Anwalt empfehlen Sie mir?",
        "Bitte übersetze das ins Spanische.",
        "Schreib mir ein Gedicht.",
    ],
)
def test_opinions_choices_and_writings_are_no_facts(question):
    assert wants_no_fact(question)


@pytest.mark.parametrize(
    "question",
    [
        "Welche Unterlagen soll ich mitbringen?",
        "Eine Zeitung ruft mich an, was soll ich tun?",
        "Wie komme ich am besten zum Rathaus?",
        "Wo soll ich wählen?",
        "Wo soll ich die Müllmarken kaufen?",
        "Welche Nachweise würden Sie brauchen?",
        "Wann halten Sie die Sprechstunde vom Bürgermeister ab?",
        "Wo finde ich die Satzung?",
        "Wann findet die Wahl statt?",
        "Ist der Kauf von Brennholz möglich?",
        "Wie übersetze ich meine Geburtsurkunde amtlich?",
        "",
    ],
)
def test_what_a_town_can_say_is_a_fact(question):
    assert not wants_no_fact(question)
