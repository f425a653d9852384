"""The minutes of one room or plenary block: one person writes, the others follow."""

from django.db import transaction
from django.db.models import QuerySet

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.events.enums import BlockKind
from allmende.portal.events.models import Block, Minutes, Room, Session
from allmende.portal.events.rules import live as rules
from allmende.portal.organisations.models import Member

MEANWHILE = (
    "{who} hat das Protokoll inzwischen geändert. Ihr Text steht unten, gespeichert ist er noch "
    "nicht. Übernehmen Sie, was fehlt, und speichern Sie erneut."
)


@transaction.atomic
def open_for(place: Room | Block, *, by: Member) -> Minutes:
    """The minutes of a room, or of a plenary block; made when somebody first writes."""
    room = place if isinstance(place, Room) else None
    block = place.block if isinstance(place, Room) else place
    if room is None and block.kind != BlockKind.PLENARY:
        raise Refused("Hier gibt es kein gemeinsames Protokoll. Wählen Sie einen der Räume.")
    Session.objects.select_for_update(of=("self",)).get(pk=block.session_id)
    found = Minutes.objects.filter(block=block, room=room).first()
    new = found or Minutes(session=block.session, block=block, room=room)
    require(rules.may_write, by, new)
    if found is None:
        new.save()
        audit.record("events.minutes_begun", by=by, about=new, organisation_id=_owner(new))
    return new


@transaction.atomic
def write(minutes: Minutes, *, text: str, results: str, revision: int, by: Member) -> Minutes:
    """Save what was typed. Raises Conflict where somebody else has written meanwhile: the same
    person in the same window always has the newest revision.
    """
    require(rules.may_write, by, minutes)
    current = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if current.revision != revision:
        raise Conflict(MEANWHILE.format(who=current.updated_by_label or "Jemand"))
    if (current.text, current.results) == (text, results):
        return current
    writer = str(by.user)[:200]
    if current.updated_by_label != writer:  # not at every pause in typing
        audit.record(
            "events.minutes_written", by=by, about=current, organisation_id=_owner(minutes)
        )
    current.text, current.results = text, results
    current.updated_by_label = writer
    current.revision += 1
    current.save(update_fields=["text", "results", "updated_by_label", "revision", "updated_at"])
    return current


def of_session(session: Session) -> QuerySet[Minutes]:
    """All minutes, in the order of the agenda."""
    found = Minutes.objects.filter(session=session)
    return found.select_related("block", "room").order_by(
        "block__starts_at", "block_id", "room__position", "room_id"
    )


def one(session: Session, pk: int) -> Minutes | None:
    found = Minutes.objects.filter(session=session, pk=pk)
    return found.select_related(
        "block", "room__block", "room__moderator", "room__minute_taker", "session__organisation"
    ).first()


def _owner(minutes: Minutes) -> int:
    return minutes.session.organisation_id
