"""How somebody wants to hear of news, and the link in each mail that ends it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone

from allmende.portal.core.domain.addresses import absolute
from allmende.portal.core.enums import DigestRhythm
from allmende.portal.core.models import MailSettings

SALT = "allmende.unsubscribe"


class Sort(TextChoices):
    """What can be ended by itself."""

    DIGEST = "digest", "Zusammenfassungen"
    AT_ONCE = "at_once", "E-Mails zu Erwähnungen und Aufgaben"


def of(user: Any) -> MailSettings:
    """Without a row the defaults, not saved yet."""
    return MailSettings.objects.filter(user=user).first() or MailSettings(user=user)


@transaction.atomic
def change(user: Any, *, digest: str, at_once: bool) -> MailSettings:
    """Whoever begins to get digests does not get those of the time before."""
    row, _ = MailSettings.objects.select_for_update().get_or_create(user=user)
    if row.digest == DigestRhythm.NONE and digest != DigestRhythm.NONE:
        row.last_digest_until = timezone.now()
    row.digest, row.at_once = DigestRhythm(digest), at_once
    row.save()
    return row


def stop(user: Any, sort: Sort) -> DigestRhythm:
    """Returns the rhythm until now, for coming back."""
    now = of(user)
    digest = DigestRhythm.NONE if sort == Sort.DIGEST else now.digest
    change(user, digest=digest, at_once=now.at_once and sort != Sort.AT_ONCE)
    return DigestRhythm(now.digest)


def resume(user: Any, sort: Sort, *, rhythm: str = "") -> None:
    now = of(user)
    wanted = DigestRhythm.DAILY if rhythm == DigestRhythm.DAILY else DigestRhythm.WEEKLY
    digest = wanted if sort == Sort.DIGEST else now.digest
    change(user, digest=digest, at_once=now.at_once or sort == Sort.AT_ONCE)


def token(user_id: int, sort: Sort) -> str:
    return signing.dumps([user_id, sort.value], salt=SALT)


def read(text: str) -> tuple[Any, Sort] | None:
    """Who and what, of a link that we made; it holds as long as the account."""
    try:
        user_id, sort = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    return (user, Sort(sort)) if user else None


def link(user_id: int, sort: Sort) -> str:
    return absolute(reverse("unsubscribe", args=[token(user_id, sort)]))


def headers(address: str) -> dict[str, str]:
    """RFC 8058: the mail program shows a button that ends it with one click."""
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
