"""What leaves the proof of work at a person's request, while its seals stay whole."""

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.tours import rules
from allmende.portal.tours.models import Execution, Photo

REMOVED = "Name entfernt"


@transaction.atomic
def remove_name(proof: Execution, *, by: Member) -> int:
    """From all entries of the organisation that bear it; returns how many. See ``sealing``."""
    require(rules.may_plan, by)
    if not has_name(proof):
        raise Refused("In diesem Nachweis steht kein Name.")
    same = Execution.objects.filter(
        organisation=proof.organisation, by_label=proof.by_label
    ).exclude(name_salt="")
    count = same.update(by_label=REMOVED, name_salt="", by=None)
    audit.record("tours.name_removed", by=by, about=proof, details={"entries": count})
    return count


@transaction.atomic
def remove_photo(photo: Photo, *, by: Member) -> None:
    """Its hash stays in the seal; the bytes follow with the daily sweep."""
    require(rules.may_plan, by)
    audit.record("tours.photo_removed", by=by, about=photo.execution)
    Photo.objects.filter(pk=photo.pk).update(file="")


def has_name(proof: Execution) -> bool:
    """The name of a crew is none of a person."""
    return bool(proof.name_salt) and proof.by_label != proof.crew_label
