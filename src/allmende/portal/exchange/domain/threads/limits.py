"""How much one person may write in a short time."""

from datetime import timedelta

from django.utils import timezone

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.models import Member

NEW = timedelta(hours=24)  # so long an account counts as new
OFTEN, MINUTES = 30, 10
OFTEN_WHEN_NEW = 10  # posts an hour
REPORTS = 20  # an hour
LINKS = 60  # an hour


def check_writing(by: Member) -> None:
    """Raise Refused where somebody writes faster than people do."""
    who = str(by.user_id)
    age = timezone.now() - by.user.date_joined
    if timedelta(0) <= age < NEW and not ratelimit.allow(
        "exchange-new", who, limit=OFTEN_WHEN_NEW, seconds=3600
    ):
        raise Refused(
            "Ihr Konto ist noch neu. Am ersten Tag sind zehn Beiträge in der Stunde möglich. "
            "Ihr Text steht noch hier. Senden Sie ihn später erneut."
        )
    if not ratelimit.allow("exchange", who, limit=OFTEN, seconds=60 * MINUTES):
        raise Refused(
            f"Sie haben in den letzten {MINUTES} Minuten sehr viel geschrieben. "
            "Ihr Text steht noch hier. Warten Sie kurz und senden Sie ihn dann erneut."
        )


def check_reporting(by: Member) -> None:
    if not ratelimit.allow("exchange-report", str(by.user_id), limit=REPORTS, seconds=3600):
        raise Refused("Sie haben gerade viel gemeldet. Warten Sie eine Stunde.")


def check_linking(by: Member) -> None:
    if not ratelimit.allow("exchange-link", str(by.user_id), limit=LINKS, seconds=3600):
        raise Refused("Sie haben gerade viel verknüpft. Warten Sie eine Stunde.")
