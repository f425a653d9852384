"""The weekly digest of a large network: seconds, and queries of each batch.

python -m benchmarks.digest --members 5000 [--database postgresql]

Every member has twelve notifications of the week: about working groups (which half of the
members may see), about organisations, and about nothing else than the own organisation. The aim:
5,000 members in less than 60 seconds, with a constant number of queries in each batch of 500.
Then the same again, where nothing is due any more.
"""
# ruff: noqa: PLC0415 -- Django is imported after its database has been started

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from benchmarks import measure
from benchmarks.stores import SETTINGS

ORGANISATIONS = 200
GROUPS = 150
EACH = 12


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digest", description=__doc__)
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args()
    _start(options.database)
    from django.core.management import call_command
    from django.urls import reverse

    call_command("migrate", verbosity=0)
    now = _fill(options.members)
    from allmende.portal.core.domain import digest
    from allmende.portal.core.models import Notification, OutgoingMail

    reverse("notifications")  # a worker has read all addresses long before
    queries = _counted(digest)
    used = time.process_time()
    seconds, sent = _timed(lambda: digest.run(now))
    used = time.process_time() - used
    again, nothing = _timed(lambda: digest.run(now))
    assert nothing == 0
    assert sent == OutgoingMail.objects.count()
    mailed = Notification.objects.exclude(mailed_at=None).count()
    print(
        f"{options.members} Mitglieder, {options.members * EACH} Mitteilungen, {options.database}: "
        f"{sent} Zusammenfassungen mit {mailed} Mitteilungen in {seconds:.1f} s "
        f"(eigene Rechenzeit: {used:.1f} s), "
        f"Abfragen je Schub {sorted(set(queries))} ({len(queries)} Schübe); "
        f"noch einmal, ohne dass etwas fällig ist: {again * 1000:.0f} ms. {measure.load()}."
    )


def _start(database: str) -> None:
    os.environ["ALLMENDE_HOME"] = tempfile.mkdtemp(prefix="allmende-digest-")
    os.environ["ALLMENDE_LOG_LEVEL"] = "WARNING"
    os.environ["DJANGO_SETTINGS_MODULE"] = "allmende.portal.settings"
    os.environ.pop("DATABASE_URL", None)
    if database == "postgresql":
        from tests import postgres

        os.environ["DATABASE_URL"] = postgres.start(SETTINGS)
    import django

    django.setup()


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _counted(digest: Any) -> list[int]:
    """The numbers of queries of all batches, filled while they run."""
    from django.db import connection

    counts: list[int] = []
    original = digest._batch

    def batch(*arguments: Any) -> Any:
        counts.append(0)

        def count(execute: Any, *call: Any) -> Any:
            counts[-1] += 1
            return execute(*call)

        with connection.execute_wrapper(count):
            return original(*arguments)

    digest._batch = batch
    return counts


def _fill(members: int) -> datetime:
    """Returns the moment at which the digest of the week is due."""
    from django.utils import timezone

    from allmende.portal.core.domain import digest
    from allmende.portal.core.enums import DigestRhythm
    from allmende.portal.organisations.enums import OrganisationKind, State
    from allmende.portal.organisations.models import Group, Member, Organisation, User

    chance = random.Random(1)
    end = digest.window_end(DigestRhythm.WEEKLY, timezone.now())
    towns = Organisation.objects.bulk_create(
        Organisation(
            slug=f"ort-{n}",
            name=f"Gemeinde Beispielort {n}",
            kind=OrganisationKind.MUNICIPALITY,
            state=State.BW,
        )
        for n in range(ORGANISATIONS)
    )
    users = User.objects.bulk_create(
        User(email=f"person{n}@ort.example", name=f"Person {n}") for n in range(members)
    )
    people = Member.objects.bulk_create(
        Member(user=user, organisation=chance.choice(towns)) for user in users
    )
    groups = Group.objects.bulk_create(
        Group(name=f"Arbeitsgruppe {n}", organisation=chance.choice(towns)) for n in range(GROUPS)
    )
    inside = Group.members.through
    inside.objects.bulk_create(
        inside(group=group, member=member)
        for member in people
        for group in chance.sample(groups, 2)
    )
    _notifications(people, groups, towns, end, chance)
    return end + timedelta(minutes=5)


def _notifications(
    people: list[Any], groups: list[Any], towns: list[Any], end: datetime, chance: random.Random
) -> None:
    from allmende.portal.core.enums import Reason
    from allmende.portal.core.models import Notification

    rows = []
    for member in people:
        for number in range(EACH):
            kind, key = chance.choice(
                [("group", chance.choice(groups).pk), ("organisation", chance.choice(towns).pk)]
            )
            plain = number % 3 == 0
            rows.append(
                Notification(
                    recipient_id=member.user_id,
                    organisation_id=member.organisation_id,
                    reason=Reason.FOLLOWING,
                    text=f"Neuer Beitrag Nummer {number}: Erfahrungen mit der Hundesteuer",
                    url="/austausch/",
                    kind="" if plain else kind,
                    key="" if plain else str(key),
                )
            )
    Notification.objects.bulk_create(rows, batch_size=2000)
    _spread(end, chance)


def _spread(end: datetime, chance: random.Random) -> None:
    """Over the week; the moment of making cannot be given to ``bulk_create``."""
    from allmende.portal.core.models import Notification

    rows = list(Notification.objects.only("pk"))
    for row in rows:
        row.created_at = end - timedelta(seconds=chance.randint(1, 7 * 24 * 3600))
    Notification.objects.bulk_update(rows, ["created_at"], batch_size=2000)


if __name__ == "__main__":
    main()
