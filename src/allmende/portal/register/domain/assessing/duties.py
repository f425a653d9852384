"""What the organisation owes, from when, and what it has done about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.assessment import Due, Duty, Holder
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules as permissions
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.assessing.answering import evaluated
from allmende.portal.register.domain.assessing.results import current, result
from allmende.portal.register.enums import DutyState
from allmende.portal.register.models import Assessment, DutyStatus, Evidence, UseCase

CHANGED = (
    "Jemand anderes hat diese Pflicht inzwischen bearbeitet. Nichts wurde überschrieben. "
    "Vergleichen Sie beide Fassungen und speichern Sie dann erneut."
)


@dataclass(frozen=True, slots=True)
class DutyView:
    """A computed duty beside what people have noted about it."""

    duty: Duty
    status: DutyStatus | None

    @property
    def state(self) -> DutyState:
        return DutyState(self.status.state) if self.status else DutyState.OPEN

    @property
    def is_settled(self) -> bool:
        return self.state is not DutyState.OPEN

    @property
    def is_own(self) -> bool:
        """Also where nobody has clarified yet who has it: doubt is no pass."""
        return self.duty.holder is not Holder.SUPPLIER

    @property
    def is_upcoming(self) -> bool:
        return self.duty.due is Due.UPCOMING

    @property
    def is_open(self) -> bool:
        """Own, due on the day in question and neither met nor found not to apply."""
        return self.is_own and self.duty.due is Due.DUE and not self.is_settled


def duties(
    use_case: UseCase, *, on: date | None = None, held: Assessment | None = None
) -> list[DutyView]:
    """The duties of the current assessment as they stand on a day (today), by date.

    Empty before the first assessment. Of one that another version of the program stored
    unreadably, the same answers are assessed again: no duty falls under the table.
    ``held``: the current assessment, where the caller has it already.
    """
    assessment = held or current(use_case)
    if assessment is None:
        return []
    noted = use_case.duty_states.select_related("responsible__user", "evidence")
    return beside_notes(_result(use_case, assessment), noted, on=on or timezone.localdate())


def beside_notes(found: Result, noted: Iterable[DutyStatus], *, on: date) -> list[DutyView]:
    """The duties of a result as they stand on a day, each with what was noted, by date."""
    states = {status.rule: status for status in noted}
    views = [
        DutyView(replace(duty, due=duty.due_on(on)), states.get(duty.rule)) for duty in found.duties
    ]
    return sorted(views, key=lambda view: view.duty.applies_from or date.min)


def _result(use_case: UseCase, assessment: Assessment) -> Result:
    try:
        return result(assessment)
    except ValueError:
        return evaluated(use_case, assessment.answers)


def duty_of(use_case: UseCase, rule: str) -> DutyView | None:
    return next((view for view in duties(use_case) if view.duty.rule == rule), None)


@transaction.atomic
def set_duty(  # noqa: PLR0913 -- one form, one call
    use_case: UseCase,
    *,
    rule: str,
    state: str,
    note: str,
    responsible: Member | None,
    evidence: Evidence | None,
    revision: int,
    by: Member,
) -> DutyStatus:
    """Note what was done. ``revision``: of the status that was read, 0 where there was none."""
    view = duty_of(use_case, rule)
    if view is None:
        raise Refused("Diese Pflicht gehört nicht mehr zur aktuellen Einstufung.")
    require(permissions.may_settle, by, use_case, view.status)
    _check(use_case, view, state, note, responsible, evidence)
    before = view.status
    values = {"state": state, "note": note, "responsible": responsible, "evidence": evidence}
    status = _write(use_case, rule, before, revision, {**values, "updated_by": by})
    words = [view.state.label, DutyState(state).label]
    details = {"Pflicht": ["", view.duty.title], "Stand": words}
    audit.record("register.duty_set", by=by, about=use_case, details=details)
    known = before.responsible_id if before else None
    if responsible and responsible.pk not in {by.pk, known}:
        use_cases.tell(
            [responsible],
            use_case,
            f"Sie kümmern sich um eine Pflicht zu „{use_case.title}“: {view.duty.title}",
            url=f"{use_cases.address_of(use_case)}pflichten/{rule}/",
        )
    return status


def _check(
    use_case: UseCase,
    view: DutyView,
    state: str,
    note: str,
    responsible: Member | None,
    evidence: Evidence | None,
) -> None:
    if not view.is_own:
        raise Refused("Das ist eine Pflicht des Anbieters. Lassen Sie sie sich von ihm zusichern.")
    if state == DutyState.NOT_APPLICABLE and not note.strip():
        raise Refused("Bitte begründen Sie, warum diese Pflicht nicht zutrifft.")
    if responsible and responsible.organisation_id != use_case.organisation_id:
        raise Refused("Diese Person gehört nicht zu Ihrer Organisation.")
    if evidence and (evidence.use_case_id != use_case.pk or evidence.withdrawn_at):
        raise Refused("Dieser Nachweis gehört nicht zu diesem Anwendungsfall oder gilt nicht mehr.")


def _write(
    use_case: UseCase, rule: str, before: DutyStatus | None, revision: int, values: dict[str, Any]
) -> DutyStatus:
    if before is None:
        try:
            with transaction.atomic():
                return DutyStatus.objects.create(use_case=use_case, rule=rule, **values)
        except IntegrityError:
            raise Conflict(CHANGED) from None
    mine = DutyStatus.objects.filter(pk=before.pk, revision=revision)
    if not mine.update(revision=F("revision") + 1, updated_at=timezone.now(), **values):
        raise Conflict(CHANGED)
    before.refresh_from_db()
    return before
