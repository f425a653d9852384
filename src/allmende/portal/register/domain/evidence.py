"""What proves a claim. Evidence is never deleted: it expires or is withdrawn with a reason."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import evidence_files, use_cases
from allmende.portal.register.enums import EvidenceKind, EvidenceSubject
from allmende.portal.register.models import Evidence, Goal, UseCase

SOON = timedelta(days=30)
MEASURED = (EvidenceKind.MEASUREMENT, EvidenceKind.REPEATED)
ON_PAPER = (EvidenceKind.DOCUMENT, EvidenceKind.INDEPENDENT)
FIELDS = (
    "kind",
    "subject",
    "title",
    "text",
    "link",
    "goal",
    "value",
    "unit",
    "issued_on",
    "issuer",
    "expires_on",
    "is_public",
)


@transaction.atomic
def record(
    use_case: UseCase,
    *,
    values: Mapping[str, Any],
    file: File[Any] | None = None,
    by: Member,
    measures_goal: bool = False,
) -> Evidence:
    """Keep evidence; ``values`` by ``FIELDS``. Raises Refused with a sentence.

    ``measures_goal``: the value becomes the measured one of the goal, too.
    """
    require(rules.may_prove, by, use_case)
    new = build(use_case, values)
    if problem := problem_of(new, has_file=file is not None):
        raise Refused(problem)
    if file is not None:
        stored, new.filename = evidence_files.keep(file)
        new.file, new.sha256, new.size = stored.name, stored.sha256, stored.size
    new.created_by = by
    new.save()
    audit.record("register.evidence_recorded", by=by, about=use_case, details=_said(new))
    if measures_goal and new.goal:
        _measure(new.goal, new, by)
    return new


def build(use_case: UseCase, values: Mapping[str, Any]) -> Evidence:
    """Not saved; raises ValueError for a field that evidence does not have."""
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"Kein Feld eines Nachweises: {', '.join(sorted(unknown))}")
    return Evidence(use_case=use_case, **values)


def problem_of(new: Evidence, *, has_file: bool) -> str:
    """The sentence that says what is missing; empty where the evidence can be kept."""
    on_paper = has_file or bool(new.link)
    if new.kind in ON_PAPER and not on_paper:
        return "Laden Sie das Dokument hoch oder nennen Sie seine Adresse."
    if new.kind == EvidenceKind.CLAIM and not (new.text or on_paper):
        return "Bitte schreiben Sie, was die Angabe zeigt."
    if new.kind in MEASURED and new.value is None:
        return "Bitte geben Sie den Messwert an."
    if new.subject == EvidenceSubject.TARGET and new.goal is None:
        return "Wählen Sie das Ziel, das gemessen wurde."
    if new.goal is not None and new.goal.use_case_id != new.use_case_id:
        return "Dieses Ziel gehört zu einem anderen Anwendungsfall."
    return _problem_of_days(new)


@transaction.atomic
def withdraw(evidence: Evidence, *, reason: str, by: Member) -> Evidence:
    """It stays in the list with its reason, but proves nothing any more."""
    require(rules.may_prove, by, evidence.use_case)
    if not reason.strip():
        raise Refused("Bitte begründen Sie, warum der Nachweis nicht mehr gilt.")
    mine = Evidence.objects.filter(pk=evidence.pk, withdrawn_at=None)
    if not mine.update(withdrawn_at=timezone.now(), withdrawn_reason=reason.strip()[:300]):
        raise Refused("Dieser Nachweis ist schon zurückgezogen.")
    evidence.refresh_from_db()
    details = {**_said(evidence), "Grund": evidence.withdrawn_reason}
    audit.record("register.evidence_withdrawn", by=by, about=evidence.use_case, details=details)
    if evidence.goal:
        _unmeasure(evidence.goal, evidence, by)
    owner = evidence.use_case.owner
    if owner and owner.pk != by.pk:
        text = f"Nachweis zurückgezogen: {evidence.title}"
        use_cases.tell([owner], evidence.use_case, text, url=address_of(evidence.use_case))
    return evidence


def valid(use_case: UseCase, *, on: date | None = None) -> list[Evidence]:
    """Neither withdrawn nor expired on that day (default: today)."""
    return list(Evidence.objects.filter(valid_on(on or timezone.localdate()), use_case=use_case))


def valid_on(day: date) -> Q:
    return Q(withdrawn_at=None) & (Q(expires_on=None) | Q(expires_on__gte=day))


def find(
    use_case: UseCase, *, subject: str = "", kind: str = "", state: str = ""
) -> QuerySet[Evidence]:
    """Everything that was ever recorded, narrowed, with what lists show."""
    found = Evidence.objects.filter(use_case=use_case).select_related("goal", "created_by__user")
    if subject:
        found = found.filter(subject=subject)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(_in_state(state, timezone.localdate())) if state else found


def one(use_case: UseCase, pk: int) -> Evidence | None:
    return find(use_case).filter(pk=pk).first()


def state_of(evidence: Evidence, *, on: date | None = None) -> str:
    """One of ``valid``, ``soon`` (expires within 30 days), ``expired``, ``withdrawn``."""
    day = on or timezone.localdate()
    if evidence.withdrawn_at:
        return "withdrawn"
    if evidence.expires_on and evidence.expires_on < day:
        return "expired"
    return "soon" if evidence.expires_on and evidence.expires_on <= day + SOON else "valid"


def remind() -> int:
    """Daily: tell who is responsible once before and once after evidence expires."""
    today = timezone.localdate()
    running_out = Evidence.objects.filter(
        withdrawn_at=None, expires_on__lte=today + SOON
    ).select_related("use_case__owner__user", "use_case__organisation")
    count = 0
    for one in running_out.exclude(reminded="expired"):
        state = state_of(one, on=today)
        if state != one.reminded:
            count += _remind(one, state)
    return count


def address_of(use_case: UseCase) -> str:
    return f"{use_cases.address_of(use_case)}nachweise/"


def _in_state(state: str, day: date) -> Q:
    """By the words of ``state_of``; valid evidence that expires soon is both."""
    match state:
        case "withdrawn":
            return Q(withdrawn_at__isnull=False)
        case "expired":
            return Q(withdrawn_at=None, expires_on__lt=day)
        case "soon":
            return Q(withdrawn_at=None, expires_on__gte=day, expires_on__lte=day + SOON)
    return valid_on(day)


def _remind(one: Evidence, state: str) -> int:
    case = one.use_case
    people = [case.owner] if case.owner else use_cases.officers(case.organisation_id)
    words = "ist abgelaufen" if state == "expired" else "läuft bald ab"
    text = f"Ein Nachweis zu „{case.title}“ {words}: {one.title}"
    with transaction.atomic():
        if not Evidence.objects.filter(pk=one.pk).exclude(reminded=state).update(reminded=state):
            return 0
        use_cases.tell(people, case, text, url=address_of(case))
    return len(people)


def _measure(goal: Goal, evidence: Evidence, by: Member) -> None:
    """An older measurement never replaces a newer one."""
    require(rules.may_edit, by, evidence.use_case)
    if evidence.value is None or (goal.measured_on and goal.measured_on > evidence.issued_on):
        return
    before = {"measured": goal.measured}
    use_cases.touch(evidence.use_case, revision=evidence.use_case.revision)
    goal.measured, goal.measured_on = evidence.value, evidence.issued_on
    goal.save(update_fields=["measured", "measured_on"])
    details = {"Ziel": goal.text, "Messwert": [str(before["measured"] or ""), str(goal.measured)]}
    audit.record("register.goal_measured", by=by, about=evidence.use_case, details=details)


def _unmeasure(goal: Goal, evidence: Evidence, by: Member) -> None:
    """What came from withdrawn evidence goes with it; the measurement before it counts again."""
    if (goal.measured, goal.measured_on) != (evidence.value, evidence.issued_on):
        return
    rest = Evidence.objects.filter(goal=goal, withdrawn_at=None, value__isnull=False)
    before = rest.exclude(pk=evidence.pk).order_by("-issued_on", "-pk").first()
    use_cases.touch(evidence.use_case, revision=evidence.use_case.revision)
    goal.measured = before.value if before else None
    goal.measured_on = before.issued_on if before else None
    goal.save(update_fields=["measured", "measured_on"])
    words = [str(evidence.value), "" if goal.measured is None else str(goal.measured)]
    details = {"Ziel": goal.text, "Messwert": words}
    audit.record("register.goal_measured", by=by, about=evidence.use_case, details=details)


def _problem_of_days(new: Evidence) -> str:
    if new.issued_on > timezone.localdate():
        return "„Ausgestellt am“ liegt in der Zukunft. Prüfen Sie den Tag."
    if new.expires_on and new.expires_on < new.issued_on:
        return "„Gültig bis“ liegt vor dem Ausstellungstag. Prüfen Sie beide Tage."
    return ""


def _said(evidence: Evidence) -> dict[str, str]:
    return {
        "Nachweis": evidence.title,
        "Art": str(evidence.get_kind_display()),
        "belegt": str(evidence.get_subject_display()),
    }
