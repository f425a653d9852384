"""The end of a text: nothing of it stays, only its place in the thread."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import attachments, audit
from allmende.portal.exchange.domain.threads import finding
from allmende.portal.exchange.models import Post

UNDO = timedelta(days=30)  # so long an author may take back a removal


def wipe(post: Post) -> None:
    """Inside the caller's transaction."""
    for file in attachments.of(finding.POST, str(post.pk)):
        attachments.remove(file)
    post.mentions.all().delete()
    Post.objects.filter(pk=post.pk).update(text="", wiped_at=timezone.now())
    post.refresh_from_db()
    finding.remove_post(post)


@transaction.atomic
def wipe_removed() -> int:
    """What authors removed and did not take back. Run daily."""
    over = Post.objects.filter(removed_at__lt=timezone.now() - UNDO, wiped_at=None)
    count = 0
    for post in over.select_related("thread"):
        wipe(post)
        audit.record("exchange.wiped", by=None, about=post)
        count += 1
    return count
