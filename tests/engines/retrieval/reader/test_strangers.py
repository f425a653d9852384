from allmende.engines.retrieval.reader.samples import Sample
from allmende.engines.retrieval.reader.strangers import strangers
from tests.engines.retrieval.reader.builders import DOGS, PASSPORT, material

FEES = ("Gebühren", "Ein Reisepass kostet anderswo mehr.")
ASKED = Sample("1", "Was kostet ein Reisepass?", PASSPORT, frozenset({3}), 0.5, "A")


def put(*others: Sample) -> list[tuple[str, tuple[str, ...], frozenset[int], str]]:
    samples = [ASKED, *others]
    materials = [material(sample.question, sample.sentences) for sample in samples]
    found = strangers(samples, materials, seed=1)
    assert all(page.sentences == sample.sentences for sample, page in found)
    assert all(page.question == sample.question for sample, page in found)
    return [(s.question, s.sentences, s.answers, s.page) for s, _ in found]


def test_a_question_meets_another_page_of_its_town_and_keeps_its_fold():
    dogs = Sample("2", "Wie hoch ist die Steuer?", DOGS, frozenset({2}), place="A")
    assert put(dogs) == [
        ("Was kostet ein Reisepass?", DOGS, frozenset(), "1"),
        ("Wie hoch ist die Steuer?", PASSPORT, frozenset(), "2"),
    ]


def test_pages_of_other_towns_might_answer_and_are_not_taken():
    assert put(Sample("2", "Was kostet das?", FEES, frozenset({1}), place="B")) == []


def test_the_own_page_is_no_stranger():
    assert put(Sample("1", "Wann ist geöffnet?", PASSPORT, frozenset({5}), place="A")) == []
