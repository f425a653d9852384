import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.language.analysis import (
    asked_words,
    document_terms,
    query_terms,
    tokens,
    words,
)
from allmende.engines.language.stopwords import STOPWORDS
from allmende.engines.language.synonyms import read_groups


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bürgerbüro", "Buergerbuero"),
        ("Bürgerbüro", "Burgerburo"),
        ("Straße", "STRASSE"),
        ("Anträge", "Antrag"),
        ("Anmeldungen", "anmelden"),
        ("u\u0308ber 3 Ma\u0308nner", "über 3 Männer"),
        ("Sperr\u00admüll", "Sperrmüll"),
        ("Bürgerinnen", "Bürger"),
        ("Bürger*innen", "Bürgern"),
        ("Lehrer:in", "Lehrer"),
        ("Mitarbeiter/-innen", "Mitarbeiter"),
    ],
)
def test_spellings_meet_in_one_form(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize("word", ["gewinnen", "Berlin", "Termin", "Medizin"])
def test_words_that_only_look_like_female_forms_stay_whole(word):
    assert len(words(word)[0]) > 4


def test_references_and_numbers_stay_whole():
    assert words("§ 5a und §§ 12 zahlen 1.250,50 Euro um 8:00") == [
        "§5a",
        "§12",
        "zahl",
        "1.250,50",
        "euro",
        "8:00",
    ]


def test_a_part_of_a_compound_shares_terms_with_the_whole():
    shared = set(query_terms("Folgenabschätzung")) & set(
        document_terms("Datenschutzfolgenabschätzung")
    )
    assert shared == {
        "~folge", "~olgen", "~lgena", "~genab", "~enabs", "~nabsc", "~absch",
        "~bscha", "~schat", "~chatz",
    }  # fmt: skip


def test_a_word_of_five_letters_finds_the_compound_that_ends_with_it():
    assert "~platz" in set(query_terms("Platz")) & set(document_terms("Kitaplatz"))


def test_short_words_and_words_with_digits_have_no_parts():
    assert document_terms("Hund Covid19") == ["hund", "covid19"]


def test_function_words_say_nothing():
    assert words("Wo kann ich denn bitte was?") == []


def test_documents_repeat_terms_and_questions_do_not():
    assert document_terms("Amt Amt") == ["amt", "amt"]
    assert query_terms("Amt Amt") == ["amt"]


def test_shipped_synonyms_work_in_both_directions():
    assert asked_words("Mein Perso") == (["perso"], ["personalausweis"])
    assert asked_words("Mein Personalausweis") == (["personalausweis"], ["perso"])


def test_an_abbreviation_finds_all_spellings_of_the_long_form():
    assert asked_words("DSFA")[1] == [
        "datenschutz",
        "folgenabschatz",
        "datenschutzfolgenabschatz",
    ]


def test_own_synonyms_replace_the_shipped_ones():
    own = read_groups(["Dorfladen, Markttreff"], analyse=words)
    assert asked_words("Dorfladen mit Perso", synonyms=own) == (
        ["dorflad", "perso"],
        ["markttreff"],
    )


@given(st.text())
def test_any_text_is_analysed_without_function_words_or_capitals(text):
    found = tokens(text)
    assert [token for token in found if token in STOPWORDS or not token.strip()] == []
    assert words(text) == words(text + " der die das")
