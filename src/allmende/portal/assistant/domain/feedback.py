"""What people think of an answer."""

from django.db import transaction

from allmende.portal.assistant import rules
from allmende.portal.assistant.domain import checks, privacy
from allmende.portal.assistant.enums import Verdict
from allmende.portal.assistant.models import Question
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member


@transaction.atomic
def judge(
    question: Question, *, verdict: Verdict, reason: str = "", by: Member | None = None
) -> Question:
    """Keep the verdict, and why, without personal data; the last one counts.

    No audit entry: an opinion is not a change of the town's records.
    """
    require(rules.may_read_question, by, question)
    question.verdict = verdict
    question.verdict_reason = privacy.redact(checks.remark(reason))
    question.save(update_fields=["verdict", "verdict_reason"])
    return question


def forget(question: Question, *, by: Member) -> None:
    """Delete an own question with its answer."""
    require(rules.may_read_question, by, question)
    question.delete()
