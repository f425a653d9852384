"""Risks of a document: severity and likelihood before and after measures."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain.impact.writing import changed, locked
from allmende.portal.register.models import ImpactDocument, Risk

FIELDS = (
    "title",
    "goal",
    "affected",
    "severity",
    "likelihood",
    "measures",
    "responsible",
    "severity_after",
    "likelihood_after",
)
MOST = 60
CHANGED = (
    "Jemand anderes hat dieses Risiko inzwischen geändert oder entfernt. Ihre Eingaben sind nicht "
    "verloren, und nichts wurde überschrieben. Vergleichen Sie beide Fassungen und speichern "
    "Sie dann erneut."
)
WORSE = (
    "Nach den Maßnahmen kann das Risiko nicht größer sein als vorher. Prüfen Sie Schwere und "
    "Eintritt."
)
TOO_MANY = f"Ein Dokument fasst höchstens {MOST} Risiken. Fassen Sie ähnliche Risiken zusammen."


@transaction.atomic
def add(document: ImpactDocument, *, values: Mapping[str, Any], by: Member) -> Risk:
    require(rules.may_edit, by, document.use_case)
    _check(values)
    now = locked(document)
    if now.risks.count() >= MOST:
        raise Refused(TOO_MANY)
    last = now.risks.aggregate(last=Max("position"))["last"] or 0
    risk = Risk.objects.create(document=now, position=last + 1, **values)
    changed(document, now, f"Risiko „{risk.title}“ ergänzt", by=by)
    return risk


@transaction.atomic
def change(risk: Risk, *, values: Mapping[str, Any], seen: str, by: Member) -> Risk:
    """``seen``: the ``mark`` of the risk that was read; raises Conflict where it has changed."""
    require(rules.may_edit, by, risk.document.use_case)
    _check(values)
    now = locked(risk.document)
    stands = Risk.objects.filter(pk=risk.pk).first()
    if stands is None or mark(stands) != seen:
        raise Conflict(CHANGED)
    Risk.objects.filter(pk=risk.pk).update(**values)
    risk.refresh_from_db()
    changed(risk.document, now, f"Risiko „{risk.title}“ geändert", by=by)
    return risk


@transaction.atomic
def remove(risk: Risk, *, by: Member) -> None:
    require(rules.may_edit, by, risk.document.use_case)
    document, title = risk.document, risk.title
    now = locked(document)
    Risk.objects.filter(pk=risk.pk).delete()
    changed(document, now, f"Risiko „{title}“ entfernt", by=by)


def mark(risk: Risk) -> str:
    """Differs where any field does."""
    values = [getattr(risk, name) for name in FIELDS]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


def _check(values: Mapping[str, Any]) -> None:
    if (
        values["severity_after"] > values["severity"]
        or values["likelihood_after"] > values["likelihood"]
    ):
        raise Refused(WORSE)
