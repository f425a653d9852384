"""A profile, and the result of a call, as documents to print."""

from django.utils import timezone

from allmende.portal.core.documents.model import (
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    paragraphs,
)
from allmende.portal.exchange.domain.calls import queries
from allmende.portal.exchange.domain.guidelines.printing import blocks_of
from allmende.portal.exchange.models import Call, Submission

NO_ANSWER = "Nicht beantwortet."


def profile(submission: Submission) -> Document:
    """For the organisation itself, with its name."""
    return Document(
        title=submission.title,
        subtitle=f"Profil zum Aufruf „{submission.call.title}“",
        organisation=str(submission.organisation),
        date=timezone.localdate(submission.updated_at),
        blocks=_answers(submission, level=1),
    )


def for_jury(call: Call) -> Document:
    """All submissions by their numbers, without titles and names."""
    blocks: list[Block] = [Note("Ohne Namen", "Die Jury bewertet, ohne zu wissen, wer schreibt.")]
    for submission in queries.judged(call).select_related("call"):
        blocks.append(Heading(f"Einreichung {submission.number}"))
        blocks += _answers(submission, level=2)
    return Document(
        title=f"Einreichungen: {call.title}",
        organisation=str(call.organisation),
        date=timezone.localdate(call.closes_at or timezone.now()),
        blocks=blocks,
    )


def result(call: Call) -> Document:
    """What everybody may read after the decision."""
    chosen = list(queries.selected(call))
    rows = [[f"{one.number}", one.title, str(one.organisation)] for one in chosen]
    blocks: list[Block] = [Heading("Ergebnis"), *blocks_of(call.result)]
    if rows:
        blocks += [
            Heading("Ausgewählt"),
            Table("Ausgewählte Profile", ["Nummer", "Titel", "Organisation"], rows),
        ]
    return Document(
        title=f"Ergebnis: {call.title}",
        organisation=str(call.organisation),
        date=timezone.localdate(call.decided_at or timezone.now()),
        blocks=blocks,
    )


def _answers(submission: Submission, *, level: int) -> list[Block]:
    found: list[Block] = []
    for question in submission.call.questions:
        found.append(Heading(question["label"], level))
        text = str(submission.answers.get(question["key"], ""))
        found += paragraphs(text) or [Paragraph(NO_ANSWER)]
    return found
