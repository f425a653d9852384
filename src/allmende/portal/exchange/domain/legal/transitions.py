"""The one table of steps: what may follow what, whoever does it."""

from enum import StrEnum

from allmende.portal.core.domain.errors import Conflict
from allmende.portal.exchange.enums import LegalState as State
from allmende.portal.exchange.models import LegalQuestion


class Step(StrEnum):
    SIGHT = "sight"
    MERGE = "merge"
    SEPARATE = "separate"
    TAKE_ON = "take_on"
    REWORK = "rework"  # a submitted draft is changed
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    OUTDATE = "outdate"
    WITHDRAW = "withdraw"  # the published answer
    RETRACT = "retract"  # a question without answer


TABLE: dict[Step, dict[State, State]] = {
    Step.SIGHT: {State.ASKED: State.SIGHTED},
    Step.MERGE: {State.ASKED: State.MERGED, State.SIGHTED: State.MERGED},
    Step.SEPARATE: {State.MERGED: State.SIGHTED},
    Step.TAKE_ON: {
        State.SIGHTED: State.DRAFTING,
        State.PUBLISHED: State.DRAFTING,
        State.OUTDATED: State.DRAFTING,
        State.WITHDRAWN: State.DRAFTING,
    },
    Step.REWORK: {State.DRAFTING: State.DRAFTING, State.REVIEWING: State.DRAFTING},
    Step.SUBMIT: {State.DRAFTING: State.REVIEWING},
    Step.SEND_BACK: {State.REVIEWING: State.DRAFTING},
    Step.PUBLISH: {State.REVIEWING: State.PUBLISHED},
    # While the next version is written, marks on the published one do not stop that work.
    Step.OUTDATE: {
        State.PUBLISHED: State.OUTDATED,
        State.DRAFTING: State.DRAFTING,
        State.REVIEWING: State.REVIEWING,
    },
    Step.WITHDRAW: {
        State.PUBLISHED: State.WITHDRAWN,
        State.OUTDATED: State.WITHDRAWN,
        State.DRAFTING: State.DRAFTING,
        State.REVIEWING: State.REVIEWING,
    },
    Step.RETRACT: {
        State.ASKED: State.WITHDRAWN,
        State.SIGHTED: State.WITHDRAWN,
        State.DRAFTING: State.WITHDRAWN,
    },
}


def allows(state: str, step: Step) -> bool:
    return state in TABLE[step]


def locked(question: LegalQuestion) -> LegalQuestion:
    """As it stands now, held until the transaction ends."""
    return LegalQuestion.objects.select_for_update().get(pk=question.pk)


def take(question: LegalQuestion, step: Step) -> LegalQuestion:
    """Lock, go the step and save. Raises Conflict where somebody was faster."""
    now = locked(question)
    if not allows(now.state, step):
        raise Conflict(
            f"Diese Frage ist inzwischen „{now.get_state_display()}“. Es wurde nichts geändert. "
            "Laden Sie die Seite neu und sehen Sie, was jetzt zu tun ist."
        )
    now.state = TABLE[step][State(now.state)]
    now.revision += 1
    now.save(update_fields=["state", "revision", "updated_at"])
    return now
