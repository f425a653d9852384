"""Proof of work: entries are added and never changed."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit, stored_files
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import sealing
from allmende.portal.tours.domain.work.entries import Correction, Entry, key_of
from allmende.portal.tours.enums import OrderState
from allmende.portal.tours.models import Crew, Execution, Order, Photo

FOLDER = "tours/photos"
MOST_PHOTOS = 3


@transaction.atomic
def record(
    crew: Crew,
    *,
    entry: Entry,
    by: Member | None = None,
    name: str = "",
    photos: Sequence[bytes] = (),
) -> Execution:
    """Sent twice, an entry is recorded once: its id decides.

    ``by`` is None where the crew's phone sends it, whose secret link the caller has checked.
    ``photos`` have come through ``photos.clean``. What somebody else has recorded for the same
    visit stays; this entry then names the earlier one.
    """
    if by is not None:
        require(rules.may_drive, by, crew)
    organisation = _locked(crew.organisation_id)
    known = Execution.objects.filter(pk=entry.id).first()
    if known is not None:
        return _same(known, crew)
    order = entry.stop.order if entry.stop else None
    new = Execution(
        id=entry.id,
        organisation=organisation,
        crew=crew,
        stop=entry.stop,
        key=key_of(entry)[:60],
        site=entry.site,
        order=order,
        task_type=entry.task_type,
        crew_label=crew.name,
        label=entry.label[:200],
        task_label=entry.task_label[:80],
        started_at=entry.started_at,
        ended_at=min(entry.ended_at, timezone.now()),  # clocks of phones may be wrong
        litres=entry.litres,
        note=entry.note,
        problem=entry.problem,
        is_done=entry.is_done,
    )
    if new.started_at and new.started_at > new.ended_at:
        new.started_at = None
    new.doubles = _earlier(new) if entry.key else None
    _add(new, by=by, name=name or crew.name, photos=photos)
    _settle(order, new)
    audit.record("tours.recorded", by=by, about=new)
    return new


@transaction.atomic
def correct(old: Execution, *, correction: Correction, reason: str, by: Member) -> Execution:
    """A new entry in place of ``old``, which stays as it is; ``reason`` must be given."""
    require(rules.may_plan, by)
    organisation = _locked(old.organisation_id)
    if not reason.strip():
        raise Refused("Schreiben Sie, warum Sie den Nachweis korrigieren.")
    if old.corrections.exists():
        raise Conflict(
            "Dieser Nachweis ist schon korrigiert. Öffnen Sie die neueste Fassung und "
            "berichtigen Sie diese."
        )
    new = Execution(
        id=uuid.uuid4(),
        organisation=organisation,
        **{name: getattr(old, name) for name in COPIED},
        **{name: getattr(correction, name) for name in correction.__slots__},
        corrects=old,
        reason=reason.strip()[:300],
    )
    _add(new, by=by, name=str(by.user), photos=())
    _settle(new.order, new)
    audit.record("tours.proof_corrected", by=by, about=new)
    return new


COPIED = (
    "crew", "stop", "key", "site", "order", "task_type", "crew_label", "label", "task_label",
    "doubles",
)  # fmt: skip


def _locked(pk: int) -> Organisation:
    """One after the other, so that the turns have no gaps."""
    return Organisation.objects.select_for_update().get(pk=pk)


def _same(known: Execution, crew: Crew) -> Execution:
    if known.organisation_id != crew.organisation_id:
        raise Refused("Diese Kennung ist vergeben. Tragen Sie die Arbeit noch einmal ein.")
    return known


def _earlier(new: Execution) -> Execution | None:
    """Who has recorded this visit before, where both say that it is done."""
    if not new.is_done:
        return None
    found = Execution.objects.filter(
        organisation=new.organisation, key=new.key, is_done=True, corrections__isnull=True
    )
    return found.order_by("turn").first()


def _add(new: Execution, *, by: Member | None, name: str, photos: Sequence[bytes]) -> None:
    new.by_label = name.strip()[:150]
    new.by = by.user if by else None
    new.recorded_at = timezone.now()
    new.name_salt = sealing.salted()
    new.name_hash = sealing.name_hash(new.name_salt, new.by_label)
    stored = [stored_files.store(photo, folder=FOLDER) for photo in photos[:MOST_PHOTOS]]
    turn, previous = sealing.last_seal(new.organisation)
    new.turn = turn + 1
    hashes = [file.sha256 for file in stored]
    new.seal = sealing.seal(new, previous=previous, photos=hashes)
    new.save(force_insert=True)
    Photo.objects.bulk_create(
        Photo(execution=new, file=file.name, sha256=file.sha256, place=place)
        for place, file in enumerate(stored)
    )


def _settle(order: Order | None, new: Execution) -> None:
    """An order is done with its proof, and open again where a correction says otherwise."""
    if order is None:
        return
    if new.is_done:
        changes: dict[str, Any] = {"state": OrderState.DONE}
        Order.objects.filter(pk=order.pk, state=OrderState.OPEN).update(**changes)
    elif new.corrects_id:
        Order.objects.filter(pk=order.pk, state=OrderState.DONE).update(state=OrderState.OPEN)
