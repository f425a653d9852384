"""Reminders as rules: so long before the beginning, everybody who takes part hears of it once.

A rule goes through the registrations with a cursor, so a worker that dies half-way goes on where
it stopped; the key of each letter sees to it that none comes twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit, mail
from allmende.portal.core.domain.notifications import mark_mailed, notify
from allmende.portal.core.domain.permissions import require
from allmende.portal.core.enums import Reason
from allmende.portal.events.domain.attending import links, queries, wording
from allmende.portal.events.domain.attending.invitations import address_of
from allmende.portal.events.domain.attending.states import moment
from allmende.portal.events.domain.planning.names import about
from allmende.portal.events.enums import RegistrationState as State
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Registration, Reminder, Session
from allmende.portal.events.rules import attending as rules
from allmende.portal.organisations.models import Member

CHOICES = {168: "7 Tage vorher", 24: "24 Stunden vorher", 1: "1 Stunde vorher"}
BATCH = 100


def rules_of(session: Session) -> list[Reminder]:
    """Those of the session; all three where nobody has chosen yet."""
    if not Reminder.objects.filter(session=session).exists():
        Reminder.objects.bulk_create(
            [Reminder(session=session, hours_before=hours) for hours in CHOICES],
            ignore_conflicts=True,
        )
    return list(Reminder.objects.filter(session=session))


@transaction.atomic
def choose(session: Session, *, hours: Iterable[int], by: Member) -> None:
    """Which reminders go out; those that have gone out stay as they are."""
    require(rules.may_organise, by, session)
    wanted = set(hours) & set(CHOICES)
    for rule in rules_of(session):
        Reminder.objects.filter(pk=rule.pk).update(is_on=rule.hours_before in wanted)
    audit.record("events.reminders_chosen", by=by, about=session, details={"h": sorted(wanted)})


def begin_anew(session: Session) -> None:
    """The session has another date: what was sent for the old one does not count."""
    for rule in Reminder.objects.filter(session=session):
        rule.delete()
        Reminder.objects.create(session=session, hours_before=rule.hours_before, is_on=rule.is_on)


def send_due() -> int:
    """The worker's round; returns how many people were reminded."""
    now = timezone.now()
    soon = Session.objects.filter(
        state=SessionState.PUBLISHED,
        starts_at__gt=now,
        starts_at__lte=now + timedelta(hours=max(CHOICES)),
    )
    return sum(_of_session(session, now) for session in soon.select_related("organisation"))


def _of_session(session: Session, now: datetime) -> int:
    """Of several that are due only the last is sent; what is long overdue is passed over."""
    due = [
        rule
        for rule in rules_of(session)
        if rule.is_on and rule.finished_at is None and _moment(rule, session) <= now
    ]
    due.sort(key=lambda rule: rule.hours_before)
    late = [rule for rule in due if rule.done_until is None and _is_late(rule, session, now)]
    passed_over = {rule.pk for rule in [*late, *due[1:]]}
    Reminder.objects.filter(pk__in=passed_over).update(finished_at=now)
    return sum(_send(rule, session) for rule in due if rule.pk not in passed_over)


def _moment(rule: Reminder, session: Session) -> datetime:
    """Hours that pass, whatever the clock on the wall does in between."""
    return session.starts_at - timedelta(hours=rule.hours_before)


def _is_late(rule: Reminder, session: Session, now: datetime) -> bool:
    """The session was announced, or the worker came back, when a quarter had passed."""
    return now - _moment(rule, session) > timedelta(hours=rule.hours_before) / 4


def _send(rule: Reminder, session: Session) -> int:
    total = 0
    while count := _send_batch(rule.pk, session):
        total += count
    return total


@transaction.atomic
def _send_batch(pk: int, session: Session) -> int:
    rule = Reminder.objects.select_for_update().get(pk=pk)
    if rule.finished_at:
        return 0
    people = Registration.objects.filter(session=session, state=State.CONFIRMED).order_by("pk")
    if rule.done_until:
        people = people.filter(pk__gt=rule.done_until)
    batch = list(people.select_related("user", "session__organisation")[:BATCH])
    mail.queue_many(made for one in batch if (made := _tell(rule, one)) is not None)
    if batch:
        rule.done_until = batch[-1].pk
    if len(batch) < BATCH:
        rule.finished_at = timezone.now()
    rule.save(update_fields=["done_until", "finished_at"])
    return len(batch)


def _tell(rule: Reminder, registration: Registration) -> Any:
    to = address_of(registration)
    if not to:
        return None
    session = registration.session
    line = f"Erinnerung: {session.title}"
    if registration.user:
        told = notify(
            registration.user,
            text=f"{line}, {moment(session.starts_at)}",
            url=links.path_of(session),
            reason=Reason.ATTENDING,
            organisation_id=registration.organisation_id,
            about=about(session),
        )
        mark_mailed([told.pk])
    says = "zur Erinnerung: Sie sind angemeldet. Können Sie nicht teilnehmen, sagen Sie bitte ab."
    return mail.draft(
        to=to,
        subject=line,
        text=wording.text(registration, says, queries.places_of(registration)),
        key=f"reminder:{rule.pk}:{registration.pk}",
    )
