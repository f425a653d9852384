"""Asking for sign-offs."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member
from allmende.portal.register import rules
from allmende.portal.register.domain import chain, use_cases
from allmende.portal.register.domain.signoffs.reading import (
    address_of,
    assessment_of,
    before,
    progress,
    recipients,
)
from allmende.portal.register.domain.suspension import current
from allmende.portal.register.enums import Decision, Participation
from allmende.portal.register.models import ChainStep, Signoff, UseCase


@transaction.atomic
def request_for(use_case: UseCase, *, to: str, by: Member) -> list[Signoff]:
    """Ask for what is missing before that state and not yet asked; the roles hear of it.

    What was rejected is not asked again by itself: see ``resubmit``.
    """
    require(rules.is_colleague, by, use_case)
    stands = current(use_case)
    rows = before(progress(stands, assessment=assessment_of(stands)), to)
    return [
        ask(stands, row.step, row.kind, by=by)
        for row in rows
        if not row.skipped and row.signoff is None
    ]


@transaction.atomic
def resubmit(signoff: Signoff, *, by: Member) -> Signoff:
    """Ask again after a rejection; the old decision stays beside the new one."""
    use_case = current(signoff.use_case)
    require(rules.may_steer, by, use_case)
    rows = progress(use_case, assessment=assessment_of(use_case))
    row = next((row for row in rows if row.signoff and row.signoff.pk == signoff.pk), None)
    if row is None or signoff.decision != Decision.REJECTED:
        raise Refused("Diese Freigabe kann nicht erneut vorgelegt werden. Laden Sie die Seite neu.")
    return ask(use_case, row.step, row.kind, by=by)


def close_open(use_case: UseCase) -> int:
    """What was asked is no longer needed: the use case stops or starts anew."""
    rows = Signoff.objects.filter(use_case=use_case, decision=Decision.OPEN)
    return rows.update(decision=Decision.OBSOLETE, revision=F("revision") + 1)


def ask(use_case: UseCase, step: ChainStep, kind: Participation, *, by: Member) -> Signoff:
    signoff = Signoff.objects.create(
        use_case=use_case,
        step=step,
        step_title=step.title,
        role=step.role,
        participation=kind,
        before_state=step.before_state,
        round=use_case.round,
        requested_by=by,
        due_on=timezone.localdate() + timedelta(days=step.days),
    )
    record("register.signoff_requested", signoff, by, {"Rolle": chain.role_label(step.role)})
    others = [person for person in recipients(signoff) if person.pk != by.pk]
    text = f"Bitte entscheiden: {step.title} („{use_case.title}“)"
    use_cases.tell(others, use_case, text, url=address_of(signoff))
    return signoff


def record(action: str, signoff: Signoff, by: Member, details: dict[str, str]) -> None:
    """In the history of the use case, where people look for it."""
    audit.record(
        action, by=by, about=signoff.use_case, details={"Schritt": signoff.step_title, **details}
    )
