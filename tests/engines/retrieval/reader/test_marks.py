import pytest

from allmende.engines.retrieval.reader.marks import NAMES, marks


def found(sentence: str) -> set[str]:
    return {name for name, hit in zip(NAMES, marks(sentence), strict=True) if hit}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("37,00 €", {"money", "number"}),
        ("Montag 8:00 bis 12 Uhr", {"clock", "weekday", "number"}),
        ("Hauptstraße 5", {"street", "number"}),
        ("post@stadt.example", {"mail"}),
        ("www.stadt.de", {"url"}),
        ("Blau", set()),
    ],
)
def test_looks_of_a_sentence(sentence, expected):
    assert found(sentence) == expected
