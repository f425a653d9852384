import pytest

from allmende.engines.retrieval.reader.questions import KINDS, Asked, asked, split


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
