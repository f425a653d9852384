"""What the town forgets: questions after some days, inquiries some time after their end."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from allmende.portal.assistant.models import Inquiry, Question
from allmende.portal.core.domain import audit

INQUIRY_DAYS = 180


def conversation_time() -> timedelta:
    days: int = settings.CONVERSATION_DAYS
    return timedelta(days=days)


def inquiry_time() -> timedelta:
    return timedelta(days=INQUIRY_DAYS)


@transaction.atomic
def forget_expired() -> dict[str, int]:
    """Delete what has expired; returns ``{"questions": n, "inquiries": n}``.

    Run daily. An inquiry that is still open has no end and is never deleted.
    """
    now = timezone.now()
    _, questions = Question.objects.filter(expires_at__lte=now).delete()
    _, inquiries = Inquiry.objects.filter(expires_at__lte=now).delete()
    counts = {
        "questions": questions.get("assistant.Question", 0),
        "inquiries": inquiries.get("assistant.Inquiry", 0),
    }
    if any(counts.values()):
        audit.record("assistant.forgotten", by=None, about=Question(), details=counts)
    return counts
