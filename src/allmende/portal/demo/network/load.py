"""Loads what the organisations of the demo do together, whole or not at all."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.models import Notification, OutgoingMail
from allmende.portal.demo.network import calls, events, guidelines, legal, people, threads
from allmende.portal.organisations.models import NetworkRoleAssignment, User

type Say = Callable[[str], None]

OLD_NEWS = timedelta(days=14)


def load(operator: User, say: Say) -> None:
    """Once; what visitors have changed afterwards stays."""
    if NetworkRoleAssignment.objects.exists():
        return
    say("  Netzwerk: Austausch und Veranstaltungen")
    _load(operator)


@transaction.atomic
def _load(operator: User) -> None:
    today = timezone.localdate()
    people.load(operator, today)
    legal.load(today)
    sessions = events.load(today)
    threads.load(today, sessions)
    guidelines.load(today)
    calls.load(today)
    _settle()


def _settle() -> None:
    """Nobody has waited for months to read a notification or to get a letter."""
    now = timezone.now()
    Notification.objects.filter(created_at__lt=now - OLD_NEWS, read_at=None).update(read_at=now)
    Notification.objects.filter(mailed_at=None).update(mailed_at=now)
    OutgoingMail.objects.filter(created_at__lt=now - timedelta(hours=1)).delete()
