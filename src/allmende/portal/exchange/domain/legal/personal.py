"""What is kept about a person here: the copy, and what remains under a label."""

from typing import Any

from django.db.models import Q

from allmende.portal.exchange.models import (
    AnswerDraft,
    AnswerReview,
    AnswerVersion,
    LegalQuestion,
)
from allmende.portal.organisations.models import User

NOBODY = 0  # among the writers: somebody wrote, whose account is gone


def copy_of(user: User) -> dict[str, Any]:
    asked = LegalQuestion.objects.filter(author=user)
    drafts = AnswerDraft.objects.filter(drafted_by=user)
    reviews = AnswerReview.objects.filter(reviewer=user)
    written = AnswerVersion.objects.filter(Q(drafted_by=user) | Q(reviewed_by=user))
    return {
        "asked": list(asked.values("title", "text", "topic", "land", "state", "created_at")),
        "drafts": list(drafts.values("question__title", "short", "text", "updated_at")),
        "reviews": list(reviews.values("question__title", "approves", "note", "created_at")),
        "answers": list(written.values("title", "number", "published_at")),
    }


def forget(user: User, label: str) -> None:
    """Questions and answers stay for those who rely on them; the name gives way."""
    LegalQuestion.objects.filter(author=user).update(author=None, author_label=label)
    LegalQuestion.objects.filter(drafter=user).update(drafter=None)
    AnswerDraft.objects.filter(drafted_by=user).update(drafted_by=None, drafted_by_label=label)
    AnswerReview.objects.filter(reviewer=user).update(reviewer=None, reviewer_label=label)
    versions = AnswerVersion.objects
    versions.filter(drafted_by=user).update(drafted_by=None, drafted_by_label=label)
    versions.filter(reviewed_by=user).update(reviewed_by=None, reviewed_by_label=label)
    for draft in AnswerDraft.objects.only("writers"):
        if user.pk in draft.writers:
            draft.writers = [NOBODY if pk == user.pk else pk for pk in draft.writers]
            draft.save(update_fields=["writers"])
