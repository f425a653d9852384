"""The copy of a person's own data, out of all apps (Art. 15 and 20 DSGVO)."""

from typing import Any

from allmende.portal.assistant.domain import queries as assistant
from allmende.portal.core.domain import personal
from allmende.portal.organisations.domain import accounts, queries
from allmende.portal.organisations.models import User


def copy_of(user: User) -> dict[str, Any]:
    questions = [
        {
            "organisation": str(member.organisation),
            "question": question.text,
            "asked": question.created_at,
            "deleted_on": question.expires_at,
            "verdict": question.verdict,
            "verdict_reason": question.verdict_reason,
        }
        for member in queries.memberships(user)
        for question in assistant.own_questions(member)
    ]
    return {**accounts.copy_of(user), "questions": questions, **personal.copy_of(user)}
