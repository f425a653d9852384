"""One way to ask a named predicate of an app's ``rules.py``."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

NOT_ALLOWED = (
    "Dafür fehlt Ihnen die Berechtigung. Fragen Sie die Administration Ihrer Organisation."
)


def require(predicate: Callable[..., bool], *subjects: Any) -> None:
    """Raise PermissionDenied, with a sentence that says whom to ask, unless allowed."""
    if not predicate(*subjects):
        raise PermissionDenied(NOT_ALLOWED)
