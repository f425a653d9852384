"""Inquiries to people: from the form to the answer. Nobody overwrites anybody."""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.portal.assistant import rules
from allmende.portal.assistant.domain import queries
from allmende.portal.assistant.domain.retention import inquiry_time
from allmende.portal.assistant.enums import OPEN_STATES, InquiryState
from allmende.portal.assistant.models import Inquiry
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.notifications import notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.organisations.models import Member, Office, Organisation

CHANGED = (
    "Jemand anderes hat diese Anfrage inzwischen geändert. Ihr Text wurde nicht gespeichert und "
    "nichts überschrieben. Vergleichen Sie beide Fassungen und senden Sie dann erneut."
)
OVER = "Diese Anfrage ist schon abgeschlossen."
NOT_SENT = (
    "Die E-Mail konnte nicht verschickt werden. Ihr Text ist als Entwurf gespeichert. Versuchen "
    "Sie es in einigen Minuten erneut. Bleibt es dabei, sagen Sie der Administration Bescheid."
)


@transaction.atomic
def submit(
    organisation: Organisation,
    *,
    question: str,
    contact: str,
    name: str = "",
    office: Office | None = None,
) -> Inquiry:
    """Anybody may; the people of the office are notified, where there are none all others."""
    inquiry = Inquiry.objects.create(
        organisation=organisation, office=office, question=question, contact=contact, name=name
    )
    audit.record("assistant.inquiry_received", by=None, about=inquiry)
    text = f"Neue Anfrage aus der Bürgerschaft{f' für {office}' if office else ''}"
    _tell(_responsible(inquiry), inquiry, text)
    return inquiry


@transaction.atomic
def assign(inquiry: Inquiry, *, to: Member, revision: int, by: Member) -> Inquiry:
    """Give it to a colleague, or take it oneself."""
    require(rules.may_handle, by, inquiry)
    if not rules.may_handle(to, inquiry):
        raise Refused("Diese Person darf Anfragen hier nicht bearbeiten.")
    _change(inquiry, revision, assigned_to=to, state=InquiryState.IN_PROGRESS)
    audit.record("assistant.inquiry_assigned", by=by, about=inquiry, details={"to": str(to.user)})
    if to.pk != by.pk:
        _tell([to], inquiry, f"{by.user} hat Ihnen eine Anfrage zugewiesen")
    return inquiry


@transaction.atomic
def forward(inquiry: Inquiry, *, to: Office, revision: int, by: Member) -> Inquiry:
    """Another office is responsible: it waits there as a new one, a draft goes along."""
    require(rules.may_handle, by, inquiry)
    if to.organisation_id != inquiry.organisation_id:
        raise Refused("Diese Stelle gehört zu einer anderen Organisation.")
    if to.pk == inquiry.office_id:
        raise Refused(f"Die Anfrage liegt schon bei der Stelle „{to}“.")
    _change(inquiry, revision, office=to, assigned_to=None, state=InquiryState.NEW)
    audit.record("assistant.inquiry_forwarded", by=by, about=inquiry, details={"to": str(to)})
    others = [colleague for colleague in _responsible(inquiry) if colleague.pk != by.pk]
    _tell(others, inquiry, f"{by.user} hat eine Anfrage an {to} weitergegeben")
    return inquiry


def answer(inquiry: Inquiry, *, text: str, revision: int, by: Member) -> Inquiry:
    """Send the answer by mail, or keep a note of what was said on the telephone.

    The text is saved before the mail goes out: a mail server that is away costs nothing. A mail
    is never sent inside a transaction, it would hold up everybody else's writing.
    """
    require(rules.may_handle, by, inquiry)
    with transaction.atomic():
        _change(
            inquiry,
            revision,
            answer=text,
            state=InquiryState.IN_PROGRESS,
            assigned_to=inquiry.assigned_to or by,
        )
    if inquiry.has_mail:
        _send(inquiry)
    return _finish(inquiry, InquiryState.ANSWERED, "assistant.inquiry_answered", by=by)


@transaction.atomic
def close(inquiry: Inquiry, *, reason: str, revision: int, by: Member) -> Inquiry:
    """End it without an answer, such as for spam; the reason stays."""
    require(rules.may_handle, by, inquiry)
    _change(inquiry, revision, reason=reason)
    return _finish(inquiry, InquiryState.CLOSED, "assistant.inquiry_closed", by=by)


def _responsible(inquiry: Inquiry) -> list[Member]:
    everybody = list(queries.colleagues(inquiry.organisation_id))
    of_office = [m for m in everybody if inquiry.office_id and m.office_id == inquiry.office_id]
    return of_office or everybody


def _tell(people: Iterable[Member], inquiry: Inquiry, text: str) -> None:
    for member in people:
        notify(
            member.user,
            text=text,
            url=reverse("inquiry", args=[inquiry.pk]),
            reason=Reason.ASSIGNED,
            organisation_id=inquiry.organisation_id,
        )


def _change(inquiry: Inquiry, revision: int, **fields: Any) -> None:
    """Write where nobody else wrote since ``revision`` was read; raises Conflict otherwise."""
    open_one = Inquiry.objects.filter(pk=inquiry.pk, revision=revision, state__in=OPEN_STATES)
    if not open_one.update(revision=F("revision") + 1, **fields):
        inquiry.refresh_from_db()
        raise Conflict(CHANGED if inquiry.is_open else f"{OVER} {CHANGED}")
    inquiry.refresh_from_db()


@transaction.atomic
def _finish(inquiry: Inquiry, state: InquiryState, action: str, *, by: Member) -> Inquiry:
    inquiry.state = state
    inquiry.finished_at = timezone.now()
    inquiry.expires_at = inquiry.finished_at + inquiry_time()
    inquiry.save(update_fields=["state", "finished_at", "expires_at"])
    audit.record(action, by=by, about=inquiry)
    return inquiry


def _send(inquiry: Inquiry) -> None:
    office = inquiry.office
    mail = EmailMessage(
        subject=_("Ihre Anfrage an %(organisation)s") % {"organisation": inquiry.organisation},
        body=_mail_text(inquiry),
        to=[inquiry.contact],
        reply_to=[office.email] if office and office.email else None,
    )
    try:
        mail.send()
    except OSError as error:  # SMTPException is one, too
        raise Refused(NOT_SENT) from error


def _mail_text(inquiry: Inquiry) -> str:
    asked = "\n".join(f"> {line}" for line in inquiry.question.splitlines())
    sender = f"{inquiry.organisation}{f', {inquiry.office}' if inquiry.office else ''}"
    return f"{inquiry.answer}\n\n{sender}\n\nIhre Anfrage:\n{asked}\n"
