"""Questions and current answers in the one search table. The key of both is the question, so
that links hold through all versions.
"""

from django.db import transaction

from allmende.portal.core.domain import search
from allmende.portal.exchange.domain.legal.queries import KIND as QUESTION
from allmende.portal.exchange.enums import LegalState
from allmende.portal.exchange.models import AnswerVersion, LegalQuestion

ANSWER = "legal_answer"


def put_question(question: LegalQuestion) -> None:
    """What was merged into it is found through it. Its organisation stays out, see the page."""
    if question.state == LegalState.MERGED or question.is_hidden:
        search.remove(QUESTION, [question.pk])
        return
    merged = LegalQuestion.objects.filter(merged_into=question).order_by("pk")
    texts = [f"{one.title}\n{one.text}" for one in merged]
    search.put(
        QUESTION,
        question.pk,
        scope=question.scope,
        organisation_id=question.organisation_id if question.shows_organisation else None,
        title=question.title,
        body="\n".join([question.text, *texts]),
        at=question.created_at,
    )


def put_answer(version: AnswerVersion) -> None:
    if version.withdrawn_at or not version.is_current:
        search.remove(ANSWER, [version.question_id])
        return
    search.put(
        ANSWER,
        version.question_id,
        scope=version.scope,
        organisation_id=None,
        title=version.title,
        body="\n".join([version.short, version.text]),
        at=version.published_at,
    )


@transaction.atomic
def rebuild() -> int:
    """Make everything findable anew, such as after a restored backup."""
    search.clear(QUESTION)
    search.clear(ANSWER)
    return catch_up()


def catch_up() -> int:
    """Put in what is missing. Run daily."""
    known = search.known(QUESTION)
    asked = LegalQuestion.objects.filter(is_hidden=False).exclude(state=LegalState.MERGED)
    lost = set(asked.values_list("pk", flat=True)) - known
    for question in LegalQuestion.objects.filter(pk__in=lost).iterator(chunk_size=200):
        put_question(question)
    answered = AnswerVersion.objects.filter(is_current=True, withdrawn_at=None)
    gone = set(answered.values_list("question_id", flat=True)) - search.known(ANSWER)
    for version in answered.filter(question__in=gone).iterator(chunk_size=200):
        put_answer(version)
    return len(lost) + len(gone)
