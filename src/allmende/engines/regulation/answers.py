"""Three-valued answers (Kleene): what is unclear is neither yes nor no."""

from collections.abc import Iterable
from enum import StrEnum

type Truth = bool | None


class Answer(StrEnum):
    YES = "ja"
    NO = "nein"
    UNCLEAR = "unklar"


TRUTH: dict[Answer, Truth] = {Answer.YES: True, Answer.NO: False, Answer.UNCLEAR: None}
ANSWER: dict[Truth, Answer] = {truth: answer for answer, truth in TRUTH.items()}


def all_hold(parts: Iterable[Truth]) -> Truth:
    seen = set(parts)
    if False in seen:
        return False
    return None if None in seen else True


def any_holds(parts: Iterable[Truth]) -> Truth:
    seen = set(parts)
    if True in seen:
        return True
    return None if None in seen else False


def at_least(count: int, parts: Iterable[Truth]) -> Truth:
    known = list(parts)
    if known.count(True) >= count:
        return True
    return None if known.count(True) + known.count(None) >= count else False


def inverse(truth: Truth) -> Truth:
    return None if truth is None else not truth
