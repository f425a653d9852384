"""Why a result stands: the answers that led to it, as a German sentence."""

from collections.abc import Iterable

from allmende.engines.regulation.answers import ANSWER, Answer
from allmende.engines.regulation.assessment import Why
from allmende.engines.regulation.conditions import Condition
from allmende.engines.regulation.world import STATE, World

NOTHING = "Keine Antwort führt in eine höhere Stufe."
_TOLD = 5  # answers in the sentence; the list beside it has all
ALWAYS = "Das gilt für jede Nutzung."


def why(world: World, conditions: Iterable[Condition], *, fallback: str = ALWAYS) -> Why:
    """Only answers that tell something: a long row of "nein" behind a result is left out."""
    deciding = frozenset().union(*map(world.support, conditions))
    answers = [(q, ANSWER[world.answer(q)]) for q in in_order(world, deciding)]
    told = [(q, a) for q, a in answers if a is not Answer.NO] or answers[:3]
    reasons = [f"„{world.rules.question[q].title}“: {a}" for q, a in told[:_TOLD]]
    if len(told) > _TOLD:
        reasons.append(f"und {len(told) - _TOLD} weitere")
    if STATE in deciding:
        reasons.append(f"Land: {_state(world)}")
    sentence = f"Wegen Ihrer Angaben {'; '.join(reasons)}." if reasons else fallback
    return Why(sentence, tuple(told))


def unclear(world: World, condition: Condition) -> frozenset[str]:
    """The questions to clarify, where the condition is undecided."""
    return world.support(condition) if world.holds(condition) is None else frozenset()


def in_order(world: World, questions: Iterable[str]) -> list[str]:
    place = world.rules.place
    return sorted({q for q in questions if q in place}, key=place.__getitem__)


def to_clarify(world: World, questions: Iterable[str]) -> tuple[str, ...]:
    """In the order of asking; the state, which is no question, comes last."""
    wanted = set(questions)
    return (*in_order(world, wanted), *([STATE] if STATE in wanted and not world.state else []))


def _state(world: World) -> str:
    return "unbekannt" if world.state is None else world.rules.state[world.state].name
