from allmende.engines.language.synonyms import expansions, read_groups


def analyse(text):
    return text.lower().split()


def test_comments_and_single_entries_give_nothing():
    assert read_groups(["# a, b", "", "allein"], analyse=analyse) == {("allein",): ()}


def test_a_word_of_two_groups_finds_both():
    groups = read_groups(["pass, reisepass", "pass, bergpass  # Reise"], analyse=analyse)
    assert expansions(["pass"], groups) == ["reisepass", "bergpass"]


def test_several_words_count_only_together_and_in_their_order():
    groups = read_groups(["bat, amt für arbeit"], analyse=analyse)
    assert expansions(["amt", "für", "arbeit"], groups) == ["bat"]
    assert expansions(["arbeit", "amt", "für"], groups) == []


def test_words_of_the_question_are_not_added_again():
    groups = read_groups(["ki, künstliche intelligenz"], analyse=analyse)
    assert expansions(["ki", "intelligenz"], groups) == ["künstliche"]


def test_no_groups_add_nothing():
    assert expansions(["ki"], {}) == []
