"""Addresses for mails and calendars, where no request says under which name people came."""

from django.conf import settings


def absolute(path: str) -> str:
    """``path`` begins with a slash; what is an address already stays as it is."""
    return path if path.startswith(("http://", "https://")) else f"{settings.BASE_URL}{path}"
