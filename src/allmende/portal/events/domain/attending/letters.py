"""Sends what is due to people who are registered. Safe to stop at any moment: a letter is queued
and noted as told in one transaction, so nothing is lost and nothing comes twice.
"""

import base64
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from allmende.portal.core.domain import mail
from allmende.portal.core.domain.notifications import mark_mailed, notify
from allmende.portal.events.domain.attending import links, queries, wording
from allmende.portal.events.domain.attending.invitations import address_of, entry
from allmende.portal.events.domain.attending.states import LIVE
from allmende.portal.events.domain.calendar.inviting import Method
from allmende.portal.events.domain.planning.names import about
from allmende.portal.events.enums import LetterKind
from allmende.portal.events.models import Registration, RoomPlace, Session

BATCH = 50
MOST = 2000  # of one round


def send_due() -> int:
    """The worker's round; returns how many registrations were looked at."""
    total = 0
    while total < MOST and (count := _send_batch()):
        total += count
    return total


def announce(session: Session) -> int:
    """Everybody who is registered hears of a change; a letter about the state says it, too."""
    people = Registration.objects.filter(session=session, state__in=LIVE, due="")
    return people.update(due=LetterKind.CHANGED)


@transaction.atomic
def _send_batch() -> int:
    rows = Registration.objects.filter(~Q(due="")).order_by("pk")
    rows = rows.select_related("session__organisation", "user", "organisation")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    due = list(rows[:BATCH])
    mail.queue_many(made for one in due if (made := _tell(one)) is not None)
    for one in due:
        one.told, one.due = one.state, ""
    Registration.objects.bulk_update(due, ["told", "due"])
    return len(due)


def _tell(registration: Registration) -> Any:
    letter = wording.letter(registration)
    to = address_of(registration)
    if letter is None or not to:
        return None
    places = queries.places_of(registration)
    message = mail.draft(
        to=to, subject=letter.subject, text=wording.text(registration, letter.says, places)
    )
    if letter.method:
        message.attachments = _attached(registration, letter.method, places)
    if letter.news and registration.user:
        told = notify(
            registration.user,
            text=letter.news,
            url=links.path_of(registration.session),
            reason=letter.reason,
            organisation_id=registration.organisation_id,
            about=about(registration.session),
        )
        mark_mailed([told.pk])  # this letter says it already
    return message


def _attached(
    registration: Registration, method: Method, places: list[RoomPlace]
) -> list[dict[str, str]]:
    room = places[0].room if len(places) == 1 else None
    name, mime, content = entry(registration, method=method, room=room)
    return [{"name": name, "mime": mime, "base64": base64.b64encode(content).decode("ascii")}]
