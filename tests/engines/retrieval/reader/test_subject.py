import pytest

from allmende.engines.retrieval.reader.subject import names, speaks_of


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie kündige ich meinen Handyvertrag?", ["Handyvertrag"]),
        ("Wo liegt die Notkasse im Bürgerbüro?", ["Notkasse", "Bürgerbüro"]),
        ("Ich bin umgezogen. Was muss ich tun?", []),
        ("Wie trete ich aus der Kirche aus? Was kostet der Austritt?", ["Kirche", "Austritt"]),
        ("Können Sie mir bitte helfen?", []),
        ("wie hoch ist die hundesteuer", []),
        ("Hundemarke weg, was nun?", []),
        ("", []),
    ],
)
def test_names_are_written_with_a_capital_letter_inside_a_sentence(question, expected):
    assert names(question) == expected


@pytest.mark.parametrize(
    "question", ["When is the Town Hall open on Monday?", "Belediye Başkanı kim?", "Hundesteuer"]
)
def test_where_it_is_not_a_german_sentence_there_are_no_names(question):
    assert names(question) == []


@pytest.mark.parametrize(
    ("named", "sentence", "expected"),
    [
        (["Handyvertrag"], "Sie kündigen den Platz mit einer Frist von vier Wochen.", False),
        (["Handyvertrag"], "Der Vertrag endet im Sommer.", True),
        (["Hunde"], "Die Hundesteuer beträgt 96 Euro.", True),
        (["Notkasse", "Bürgerbüro"], "Das Bürgerbüro hat morgens geöffnet.", True),
        (["Perso"], "Der Personalausweis kostet 37 Euro.", True),
    ],
)
def test_one_name_is_enough_as_part_of_a_word_or_by_a_synonym(named, sentence, expected):
    assert speaks_of(named, ["Eine Zeile.", sentence]) is expected


def test_nothing_speaks_of_anything():
    assert speaks_of(["Handyvertrag"], []) is False
