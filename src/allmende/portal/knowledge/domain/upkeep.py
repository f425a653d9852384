"""What the worker does once a day, so that nothing stays for ever."""

from datetime import timedelta

from django.utils import timezone

from allmende.portal.knowledge.domain import documents, files
from allmende.portal.knowledge.models import ImportItem


def tidy(*, days: int = documents.KEPT_DAYS) -> None:
    """Forget removed documents, files of old failed uploads, and files nobody refers to."""
    documents.forget_removed(days=days)
    old = ImportItem.objects.filter(batch__created_at__lt=timezone.now() - timedelta(days=days))
    old.exclude(file="").update(file="")
    files.sweep()
