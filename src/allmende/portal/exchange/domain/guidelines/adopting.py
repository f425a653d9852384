""" "Gilt bei uns seit …": an organisation states which version holds there."""

from datetime import date

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.exchange.domain.guidelines import queries
from allmende.portal.exchange.enums import GuidelineState
from allmende.portal.exchange.models import Adoption, GuidelineVersion
from allmende.portal.exchange.rules import guidelines as rules
from allmende.portal.organisations.models import Member

EARLIEST = date(2015, 1, 1)


@transaction.atomic
def adopt(version: GuidelineVersion, *, since: date, note: str = "", by: Member) -> Adoption:
    """For the organisation of ``by``; a second time it moves to that version."""
    require(rules.may_adopt, by)
    guideline = version.guideline
    if not queries.visible(by).filter(pk=guideline.pk).exists():
        raise Refused("Diese Leitlinie gibt es nicht mehr.")
    if guideline.state != GuidelineState.PUBLISHED:
        raise Refused("Die Leitlinie wurde zurückgezogen und lässt sich nicht mehr übernehmen.")
    if since < EARLIEST:
        raise Refused("Prüfen Sie das Datum: So lange kann die Leitlinie noch nicht gelten.")
    adoption, _ = Adoption.objects.update_or_create(
        guideline=guideline,
        organisation=by.organisation,
        defaults={
            "version": version,
            "since": since,
            "note": note,
            "adopted_by_label": str(by.user),
        },
    )
    _record("exchange.guideline_adopted", adoption, by)
    return adoption


@transaction.atomic
def end(adoption: Adoption, *, by: Member) -> None:
    """It no longer holds there; the trail keeps that it did."""
    require(rules.may_adopt, by)
    require(lambda: adoption.organisation_id == by.organisation_id)
    _record("exchange.guideline_adoption_ended", adoption, by)
    adoption.delete()


def _record(action: str, adoption: Adoption, by: Member) -> None:
    audit.record(
        action,
        by=by,
        about=adoption.guideline,
        organisation_id=by.organisation_id,
        details={
            "Fassung": adoption.version.number,
            "Gilt seit": adoption.since.isoformat(),
        },
    )
