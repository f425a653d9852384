"""A reader without a model: sentences answer that share two word beginnings with the question."""

from collections.abc import Sequence

from allmende.engines.retrieval.types import Context, Reading


class WordReader:
    def read(self, question: str, contexts: Sequence[Context]) -> list[Reading]:
        return [_reading(question, context) for context in contexts]


def _reading(question: str, context: Context) -> Reading:
    wanted = _beginnings(question)
    shared = [len(wanted & _beginnings(sentence)) for sentence in context.sentences]
    chosen = tuple(i for i, count in enumerate(shared) if count >= 2)
    return Reading(
        scores=tuple(min(1.0, count / 4) for count in shared),
        chosen=chosen or (0,),
        answerable=0.95 if chosen else 0.05,
    )


def _beginnings(text: str) -> set[str]:
    words = (word.strip(".,?!:;()") for word in text.lower().split())
    return {word[:5] for word in words if len(word) > 4}
