"""Steps of ``test_outage``, each run in a process of its own.

python -m tests.portal.core.delivering prepare|more|deliver|look
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after the set-up
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from allmende.portal.core.domain import delivery, mail  # noqa: E402
from allmende.portal.core.models import OutgoingMail  # noqa: E402

MESSAGES = 60


def prepare() -> None:
    call_command("migrate", verbosity=0)
    more()


@transaction.atomic
def more() -> None:
    for number in range(MESSAGES):
        mail.queue(to=f"{number}@example.org", subject="Ein Tag", text="Text")


def deliver() -> int:
    """A worker's look, after hours in which nothing came through."""
    OutgoingMail.objects.filter(state="waiting").update(next_at=timezone.now())
    return delivery.deliver_all()


def look() -> dict[str, Any]:
    rows = OutgoingMail.objects.values_list("state", "message_id")
    return {"states": sorted({row[0] for row in rows}), "ids": sorted(row[1] for row in rows)}


if __name__ == "__main__":
    step = {"prepare": prepare, "more": more, "deliver": deliver, "look": look}[sys.argv[1]]
    sys.stdout.write(json.dumps(step()))
