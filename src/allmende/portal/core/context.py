"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from allmende.portal.core.domain import notifications


def portal(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "DEMO": settings.DEMO,
        "demo_mailbox": settings.DEMO and not settings.SMTP_HOST,
        "member": getattr(request, "member", None),
        "unread_notifications": notifications.unread(user).count() if signed_in else 0,
    }
