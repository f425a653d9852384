"""Steps of ``test_attempts``, each run in a process of its own.

python -m tests.portal.organisations.attempts prepare|attack|look
"""

import json
import sys
from typing import Any

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 -- after the set-up
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from allmende.portal.core.models import CacheEntry  # noqa: E402
from tests import factories  # noqa: E402

EMAIL = "staff@w.example"
GUESSES = 3  # of five that are allowed in five minutes


def prepare() -> None:
    call_command("migrate", verbosity=0)
    factories.user(EMAIL)


def attack() -> dict[str, Any]:
    """Guess the password, and use one and the same one-time code as every other process."""
    app = TOTP(Authenticator(user_id=1, type=Authenticator.Type.TOTP))
    return {
        "guesses": [log_in("falsch") for _ in range(GUESSES)],
        "code": app._mark_code_used("123456"),
    }


def look() -> dict[str, Any]:
    """The right password now, and what of the counts can be read in the database."""
    keys = CacheEntry.objects.values_list("cache_key", flat=True)
    return {"right": log_in(factories.PASSWORD), "keys": list(keys)}


def log_in(password: str) -> str:
    response = Client().post("/konto/login/", {"login": EMAIL, "password": password})
    if response.status_code == 302:
        return "in"
    return "stopped" if "zu viele Versuche" in response.content.decode() else "refused"


if __name__ == "__main__":
    step = {"prepare": prepare, "attack": attack, "look": look}[sys.argv[1]]
    sys.stdout.write(json.dumps(step()))
