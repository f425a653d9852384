"""One question, asked as somebody would ask it, and whether the answer is right."""

from dataclasses import asdict, dataclass
from typing import Any

from allmende.portal.assistant.domain import answering, checks, privacy
from allmende.portal.assistant.domain.acceptance.questions import keys_for
from allmende.portal.assistant.models import AcceptanceQuestion
from allmende.portal.knowledge.domain import queries as knowledge

RIGHT_SOURCE = "Die erwartete Quelle wird zitiert."
RIGHT_REFUSAL = "Zu Recht keine Antwort."
OTHER_SOURCE = "Es wird eine andere Quelle zitiert."
NO_ANSWER = "Keine Antwort, obwohl es eine Quelle gibt."
ANSWERED = "Es wird geantwortet, obwohl keine Quelle antwortet."


@dataclass(frozen=True, slots=True)
class Judged:
    """Plain, as the run keeps it: labels are copied, so that they outlive their objects."""

    question: int
    text: str
    asker: str
    expected: dict[str, Any] | None  # {"id", "title"} of a document; None: a refusal
    quoted: list[dict[str, Any]]
    right: bool
    why: str
    confidence: float


def judge(question: AcceptanceQuestion) -> Judged:
    """Ask with the rights of those who would ask. Nothing is stored as a question."""
    keys = keys_for(question.organisation, question.audience)
    outcome = answering.look_up(privacy.redact(checks.question(question.text)), keys=keys)
    quoted = _documents(outcome, keys) if outcome.answered else []
    right, why = _verdict(question, {one["id"] for one in quoted})
    document = question.document
    return Judged(
        question=question.pk,
        text=question.text,
        asker=question.audience,
        expected={"id": document.pk, "title": document.title} if document else None,
        quoted=quoted,
        right=right,
        why=why,
        confidence=round(outcome.confidence, 3),
    )


def as_row(judged: Judged) -> dict[str, Any]:
    return asdict(judged)


def _verdict(question: AcceptanceQuestion, quoted: set[int]) -> tuple[bool, str]:
    if question.expects_refusal:
        return (False, ANSWERED) if quoted else (True, RIGHT_REFUSAL)
    if question.document_id in quoted:
        return True, RIGHT_SOURCE
    return False, OTHER_SOURCE if quoted else NO_ANSWER


def _documents(outcome: answering.Outcome, keys: frozenset[str]) -> list[dict[str, Any]]:
    """The quoted documents, the best first, each once."""
    ids = [place.passage_id for place in outcome.cited]
    passages = knowledge.passages_by_id(ids, keys)
    found = {passages[pk].document_id: passages[pk].document.title for pk in ids if pk in passages}
    return [{"id": pk, "title": title} for pk, title in found.items()]
