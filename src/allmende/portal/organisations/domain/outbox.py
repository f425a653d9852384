"""The queue of mail as the operators of the network see it: states and reasons, no contents."""

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit, commits, mail
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import MailState
from allmende.portal.core.models import OutgoingMail
from allmende.portal.organisations import rules
from allmende.portal.organisations.models import User

HIDDEN = ("subject", "text", "html", "headers", "attachments")


def listed(*, state: str = "", to: str = "") -> QuerySet[OutgoingMail]:
    rows = OutgoingMail.objects.defer(*HIDDEN)
    if state:
        rows = rows.filter(state=state)
    return rows.filter(to__icontains=to.strip()) if to.strip() else rows


def counts() -> list[tuple[MailState, int]]:
    """How many are in each state, every state named."""
    found = OutgoingMail.objects.order_by().values_list("state").annotate(Count("pk"))
    by_state = dict(found)
    return [(state, by_state.get(state, 0)) for state in MailState]


@transaction.atomic
def retry(message: OutgoingMail, *, by: User) -> None:
    require(rules.may_run_network, by)
    if not _again(OutgoingMail.objects.filter(pk=message.pk)):
        raise Refused("Diese E-Mail ist schon gesendet oder wird gerade gesendet.")
    audit.record("organisations.mail_retried", by=by, about=message)


@transaction.atomic
def retry_failed(*, by: User) -> int:
    """All that could not be delivered, once more; returns how many."""
    require(rules.may_run_network, by)
    count = _again(OutgoingMail.objects.filter(state=MailState.FAILED))
    audit.record("organisations.mails_retried", by=by, about=by, details={"Anzahl": count})
    return count


def _again(rows: QuerySet[OutgoingMail]) -> int:
    count = rows.filter(state__in=[MailState.WAITING, MailState.FAILED]).update(
        state=MailState.WAITING, attempts=0, next_at=timezone.now()
    )
    commits.once(mail.wake)
    return count
