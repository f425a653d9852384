"""Incidents: reported by anybody, able to stop the operation until they are resolved."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from allmende.engines.regulation.assessment import Duty
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import assessing, suspension, use_cases
from allmende.portal.register.enums import RUNNING_STATES
from allmende.portal.register.models import Incident, UseCase

type Found = QuerySet[Incident]
INFORMING = "art26-5"
FIELDS = ("title", "severity", "affected", "measures", "occurred_on")
IN_FUTURE = "Der Tag des Vorfalls liegt in der Zukunft. Bitte prüfen Sie das Datum."
CHANGED = (
    "Jemand anderes hat diesen Vorfall inzwischen bearbeitet. Ihr Text wurde nicht gespeichert "
    "und nichts überschrieben. Sehen Sie sich den neuen Stand an."
)


def visible_to(member: Member) -> Found:
    """Every incident of the own organisation."""
    return Incident.objects.filter(
        use_case__organisation_id=member.organisation_id,
        use_case__organisation__is_active=True,
    ).select_related("use_case__organisation", "use_case__owner__user", "reported_by__user")


def find(member: Member, *, state: str = "", severity: str = "", text: str = "") -> Found:
    """Incidents of the own house, narrowed; ``state``: open, resolved or all."""
    found = visible_to(member)
    if state in ("open", "resolved"):
        found = found.filter(resolved_at__isnull=state == "open")
    if severity:
        found = found.filter(severity=severity)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(use_case__title__icontains=text))
    return found


def informing_duty(use_case: UseCase) -> Duty | None:
    """Art. 26(5) of the AI Act, where the assessment finds that it binds us."""
    views = assessing.duties(use_case)
    return next((v.duty for v in views if v.is_own and v.duty.rule == INFORMING), None)


@transaction.atomic
def report(
    use_case: UseCase, *, values: Mapping[str, Any], suspend: bool = False, by: Member
) -> Incident:
    """Every colleague may. Who may not stop the operation proposes it with ``suspend``."""
    require(rules.is_colleague, by, use_case)
    if values["occurred_on"] > timezone.localdate():
        raise Refused(IN_FUTURE)
    wanted = suspend and use_case.state in RUNNING_STATES
    decides = rules.may_suspend(by, use_case)
    incident = Incident.objects.create(
        use_case=use_case,
        reported_by=by,
        suspends=wanted and decides,
        proposes_suspension=wanted and not decides,
        **{name: values[name] for name in FIELDS},
    )
    details = {"Vorfall": incident.title, "severity": incident.get_severity_display()}
    audit.record("register.incident_reported", by=by, about=use_case, details=details)
    if incident.suspends:
        suspension.suspend(use_case, because=f"Vorfall: {incident.title}", by=by)
    asks = " und schlägt vor, den Betrieb auszusetzen" if incident.proposes_suspension else ""
    text = f"{by.user} meldet einen Vorfall zu „{use_case.title}“{asks}: {incident.title}"
    use_cases.tell(_responsible(use_case, but=by), use_case, text, url=address_of(incident))
    use_case.refresh_from_db()
    return incident


@transaction.atomic
def suspend(incident: Incident, *, revision: int, by: Member) -> Incident:
    """Follow the proposal, or stop the operation later."""
    use_case = incident.use_case
    require(rules.may_suspend, by, use_case)
    if use_case.state not in RUNNING_STATES:
        raise Refused("Dieser Anwendungsfall läuft nicht, es gibt nichts auszusetzen.")
    _write(incident, revision, suspends=True, proposes_suspension=False)
    suspension.suspend(use_case, because=f"Vorfall: {incident.title}", by=by)
    incident.use_case.refresh_from_db()
    return incident


@transaction.atomic
def resolve(incident: Incident, *, resolution: str, revision: int, by: Member) -> Incident:
    """Say how it was mended; the operation goes on where nothing else stands against it."""
    use_case = incident.use_case
    require(rules.may_suspend, by, use_case)
    if not resolution.strip():
        raise Refused("Bitte schreiben Sie, wie der Vorfall behoben wurde.")
    _write(incident, revision, resolution=resolution.strip(), resolved_at=timezone.now())
    details = {"Vorfall": incident.title, "Lösung": resolution.strip()}
    audit.record("register.incident_resolved", by=by, about=use_case, details=details)
    suspension.resume_if_clear(use_case, by=by)
    if incident.reported_by and incident.reported_by_id != by.pk:
        text = f"Behoben: {incident.title} („{use_case.title}“)"
        use_cases.tell([incident.reported_by], use_case, text, url=address_of(incident))
    incident.use_case.refresh_from_db()
    return incident


def address_of(incident: Incident) -> str:
    return f"{use_cases.address_of(incident.use_case)}vorfaelle/{incident.pk}/"


def _write(incident: Incident, revision: int, **fields: Any) -> None:
    mine = Incident.objects.filter(pk=incident.pk, revision=revision, resolved_at=None)
    written = mine.update(revision=F("revision") + 1, **fields)
    incident.refresh_from_db()
    if not written:
        raise Conflict(CHANGED)


def _responsible(use_case: UseCase, *, but: Member) -> list[Member]:
    people = [
        *use_cases.officers(use_case.organisation_id),
        *use_cases.holders(use_case.organisation_id, Role.SECURITY),
        *([use_case.owner] if use_case.owner else []),
    ]
    return list({person.pk: person for person in people if person.pk != but.pk}.values())
