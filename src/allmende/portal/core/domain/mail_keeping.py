"""Mails, and what somebody follows, in the copy of a person's data and at its end."""

from typing import Any

from allmende.portal.core.domain import mail_settings, personal
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.core.models import OutgoingMail, Subscription


def register_all() -> None:
    personal.register(Keeper("mail", _copy, _forget))


def _copy(user: Any) -> dict[str, Any]:
    chosen = mail_settings.of(user)
    mails = OutgoingMail.objects.filter(to__iexact=user.email)
    followed = Subscription.objects.filter(user=user)
    return {
        "digest": chosen.digest,
        "at_once": chosen.at_once,
        "following": list(followed.values("kind", "key", "level", "created_at")),
        "queued": list(mails.values("subject", "state", "created_at", "sent_at")),
    }


def _forget(user: Any, _: str) -> None:
    """Settings and what was followed go with the account itself."""
    OutgoingMail.objects.filter(to__iexact=user.email).delete()
