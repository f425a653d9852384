"""The seal of the proof of work: one chain of SHA-256 hashes for each organisation.

An entry's seal covers what it says in words and the seal of the entry before it. Whoever changes,
removes or inserts an entry afterwards breaks every seal from there on; an export or a PDF that
names the last seal shows even a chain that was made anew as a whole.

Not covered are foreign keys: crews, sites and accounts may go, and the words stay. The name of the
person is covered as ``SHA-256(salt + name)``. As long as the salt is there, a changed name breaks
the chain. On the person's request (Art. 17 DSGVO) salt and name are removed: the hash stays in the
seal but nobody can find out any more whose name it was, and the chain is still whole. Photos are
covered by their hash, so a picture may be taken away without a gap in the chain. Free text cannot
be taken out of the seal; the form asks not to write names there.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.models import Execution

BEGINNING = "0" * 64


def salted() -> str:
    return secrets.token_hex(16)


def name_hash(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}|{name}".encode()).hexdigest()


def seal(entry: Execution, *, previous: str, photos: Sequence[str]) -> str:
    """``photos``: their SHA-256 in their order."""
    said = {
        "previous": previous,
        "organisation": entry.organisation_id,
        "turn": entry.turn,
        "id": str(entry.pk),
        "key": entry.key,
        "crew": entry.crew_label,
        "what": entry.label,
        "task": entry.task_label,
        "started": _moment(entry.started_at),
        "ended": _moment(entry.ended_at),
        "recorded": _moment(entry.recorded_at),
        "litres": entry.litres,
        "note": entry.note,
        "problem": entry.problem,
        "done": entry.is_done,
        "name": entry.name_hash,
        "corrects": _id(entry.corrects_id),
        "reason": entry.reason,
        "doubles": _id(entry.doubles_id),
        "photos": list(photos),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def last_seal(organisation: Organisation) -> tuple[int, str]:
    """Turn and seal of the newest entry."""
    found = Execution.objects.filter(organisation=organisation).order_by("-turn")
    return found.values_list("turn", "seal").first() or (0, BEGINNING)


def verify(organisation: Organisation) -> int | None:
    """The first turn that is missing or does not fit its seal; None: the chain is whole."""
    entries = Execution.objects.filter(organisation=organisation).order_by("turn")
    previous, expected = BEGINNING, 1
    for entry in entries.prefetch_related("photos").iterator(chunk_size=500):
        photos = [photo.sha256 for photo in entry.photos.all()]
        fits = entry.seal == seal(entry, previous=previous, photos=photos)
        if entry.turn != expected or not fits or not _name_fits(entry):
            return expected
        previous, expected = entry.seal, expected + 1
    return None


def _name_fits(entry: Execution) -> bool:
    """A name that was taken out cannot be compared any more."""
    if not entry.name_salt:
        return True
    return entry.name_hash == name_hash(entry.name_salt, entry.by_label)


def _moment(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else ""


def _id(value: object) -> str:
    return str(value) if value else ""
