"""For tests of mail: the product's queue instead of Django's list, and a mail server of our own."""

from typing import Any

QUEUE = {"BACKEND": "allmende.portal.core.mail_backend.EmailBackend"}
LIST = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
# Port 1 of this machine, where nobody listens.
NOWHERE = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2},
}


def server_at(port: int) -> dict[str, Any]:
    return {**NOWHERE, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5}}
