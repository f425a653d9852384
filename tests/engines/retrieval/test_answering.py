from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.answering import MOST_SENTENCES, answer
from allmende.engines.retrieval.types import Answer, Context, Quote, Reading

SENTENCES = tuple(f"Das ist der ganze Satz Nummer {i}." for i in range(12))


class Scripted:
    """Answers by the first sentence of the context, or by question and first sentence."""

    def __init__(self, readings: Mapping[object, Reading]) -> None:
        self.readings = readings
        self.asked: list[str] = []

    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        self.asked += [question] * len(contexts)
        return [self._reading(question, context.sentences[0]) for context in contexts]

    def _reading(self, question: str, first: str) -> Reading:
        return self.readings.get((question, first)) or self.readings[first]


def reading(*chosen: int, answerable: float = 0.9, n: int = 12) -> Reading:
    return Reading(tuple(1 - i / 100 for i in range(n)), chosen, answerable)


def context(first: str, *, relevance: float = 1.0) -> Context:
    return Context((first, *SENTENCES[1:]), relevance)


def test_the_chosen_sentences_are_quoted():
    reader = Scripted({"A": reading(2, 3)})
    assert answer("Wo?", [context("A")], reader) == Answer(
        answered=True, confidence=0.9, quotes=(Quote(0, (2, 3)),), contexts_read=1
    )


def test_thin_evidence_is_refused_but_its_confidence_is_told():
    reader = Scripted({"A": reading(2, answerable=0.3)})
    assert answer("Wo?", [context("A")], reader, threshold=0.5) == Answer(
        answered=False, confidence=0.3, contexts_read=1
    )


def test_the_refusal_setting_decides():
    reader = Scripted({"A": reading(2, answerable=0.3)})
    assert answer("Wo?", [context("A")], reader, threshold=0.2).quotes == (Quote(0, (2,)),)


def test_an_opinion_is_refused_without_reading():
    reader = Scripted({"A": reading(2)})
    assert answer("Welche Partei soll ich wählen?", [context("A")], reader) == Answer(
        answered=False, confidence=0.0
    )
    assert reader.asked == []


def test_contexts_that_have_nothing_of_what_is_named_are_not_quoted():
    question = "Wie kündige ich mein Fitnessstudio?"
    reader = Scripted({"Kündigung des Platzes": reading(2), "Fitnessstudios": reading(3)})
    contexts = [context("Kündigung des Platzes")]
    assert answer(question, contexts, reader) == Answer(answered=False, confidence=0.0)
    assert answer(question, [*contexts, context("Fitnessstudios")], reader).answered


def test_a_heading_alone_is_no_answer():
    reader = Scripted({"Öffnungszeiten": reading(0)})
    assert not answer("Wann?", [context("Öffnungszeiten")], reader).answered


def test_a_heading_is_quoted_with_its_sentences():
    reader = Scripted({"Öffnungszeiten": reading(0, 1)})
    assert answer("Wann?", [context("Öffnungszeiten")], reader).quotes == (Quote(0, (0, 1)),)


def test_a_heading_is_left_out_if_nothing_below_it_is_quoted():
    lines = ("Bad", "Das Bad ist heute offen.", "Preise", "Der Eintritt kostet fünf Euro.")
    reader = Scripted({"Bad": reading(1, 2, n=4)})
    assert answer("Wann?", [Context(lines, 1.0)], reader).quotes == (Quote(0, (1,)),)


def test_a_line_with_a_colon_brings_what_it_announces():
    lines = ("Eintritt", "Frei sind:", "- Kinder", "- Begleiter", "Alle anderen zahlen fünf Euro.")
    reader = Scripted({"Eintritt": reading(1, n=5)})
    assert answer("Wer?", [Context(lines, 1.0)], reader).quotes == (Quote(0, (1, 2, 3)),)


def test_sentences_far_weaker_than_the_best_are_left_out():
    reader = Scripted({"A": Reading((0.9, 0.1, 0.8) + (0.0,) * 9, (0, 1, 2), 0.9)})
    assert answer("Wo?", [context("A")], reader).quotes == (Quote(0, (0, 2)),)


def test_the_likelier_context_comes_first_and_a_far_weaker_one_is_left_out():
    reader = Scripted({"A": reading(1, answerable=0.65), "B": reading(2, answerable=0.95)})
    found = answer("Wo?", [context("A"), context("B")], reader)
    assert found.quotes == (Quote(1, (2,)),)


def test_two_equally_good_contexts_are_both_quoted():
    reader = Scripted({"A": reading(1), "B": reading(2)})
    found = answer("Wo?", [context("A"), context("B")], reader)
    assert found.quotes == (Quote(0, (1,)), Quote(1, (2,)))


def test_a_place_that_search_found_less_relevant_is_trusted_less():
    reader = Scripted({"A": reading(1), "B": reading(2)})
    found = answer("Wo?", [context("A", relevance=0.1), context("B", relevance=1.0)], reader)
    assert found.quotes == (Quote(1, (2,)),)


def test_both_parts_of_a_question_are_answered():
    reader = Scripted(
        {
            "A": reading(1, 2),
            "B": reading(4, answerable=0.1),
            ("was kostet das", "B"): reading(5, answerable=0.95),
        }
    )
    found = answer("Was muss ich tun und was kostet das?", [context("A"), context("B")], reader)
    assert found.quotes == (Quote(0, (1, 2)), Quote(1, (5,)))


def test_a_part_without_an_answer_changes_nothing():
    reader = Scripted({"A": reading(1, 2), ("was kostet das", "A"): reading(5, answerable=0.1)})
    found = answer("Was muss ich tun und was kostet das?", [context("A")], reader)
    assert found.quotes == (Quote(0, (1, 2)),)


def test_only_the_first_contexts_are_read():
    reader = Scripted({"A": reading(1)})
    assert answer("Wo?", [context("A")] * 9, reader, most_contexts=3).contexts_read == 3
    assert len(reader.asked) == 3


def test_without_question_or_context_nothing_is_read():
    reader = Scripted({})
    nothing = Answer(answered=False, confidence=0.0)
    assert answer("  ", [context("A")], reader) == nothing
    assert answer("Wo?", [], reader) == nothing
    assert answer("Wo?", [Context(())], reader) == nothing
    assert reader.asked == []


choices = st.sets(st.integers(0, 11), min_size=1).map(sorted)


@given(choices, choices, st.floats(0, 1), st.floats(0, 1))
def test_quotes_are_short_ascending_and_among_the_chosen(one, two, sure, surer):
    reader = Scripted({"A": reading(*one, answerable=sure), "B": reading(*two, answerable=surer)})
    found = answer("Wo?", [context("A"), context("B")], reader)
    assert sum(len(quote.sentences) for quote in found.quotes) <= MOST_SENTENCES
    assert found.answered == bool(found.quotes)
    for quote in found.quotes:
        assert list(quote.sentences) == sorted(set(quote.sentences))
        assert set(quote.sentences) <= set(one if quote.context == 0 else two)
