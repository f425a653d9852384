"""The whole snapshot: the record and everything that the register has worked out about it."""

from typing import Any

from django.utils import timezone

from allmende.portal.register.domain import assessing, evidence, maturity, snapshot
from allmende.portal.register.enums import Decision
from allmende.portal.register.models import Signoff, UseCase

LICENSE = "CC BY 4.0"
LANGUAGE = "de"
DECIDED = (Decision.APPROVED, Decision.CONDITIONS, Decision.NOTED)


def build(use_case: UseCase, *, audience: str = "") -> dict[str, Any]:
    """What would be published now; see ``snapshot`` for the keys of the record.

    ``audience``: for whom, because being public counts for the maturity itself.
    """
    assessment = assessing.current(use_case)
    return {
        **snapshot.of_record(use_case),
        "assessment": assessing.summary(assessment) if assessment else None,
        "duties": _duties(use_case) if assessment else [],
        "maturity": maturity.as_dict(maturity.maturity_of(use_case, as_published_to=audience)),
        "evidence": [
            snapshot.of_evidence(one) for one in evidence.valid(use_case) if one.is_public
        ],
        "signoffs": [_signoff(one) for one in _decided(use_case)],
        "incidents": _incidents(use_case),
        "origin": _origin(use_case),
        "license": LICENSE,
        "language": LANGUAGE,
    }


def _duties(use_case: UseCase) -> list[dict[str, Any]]:
    found = []
    for view in assessing.duties(use_case):
        duty = view.duty
        found.append(
            {
                "rule": duty.rule,
                "title": duty.title,
                "norm": duty.norm,
                "role": str(duty.role),
                "holder": str(duty.holder),
                "due": str(duty.due),
                "applies_from": duty.applies_from.isoformat() if duty.applies_from else None,
                "status": view.status.state if view.status else "open",
            }
        )
    return found


def _decided(use_case: UseCase) -> list[Signoff]:
    found = Signoff.objects.filter(
        use_case=use_case, decision__in=DECIDED, withdrawn_at=None, round=use_case.round
    )
    return list(found)


def _signoff(signoff: Signoff) -> dict[str, Any]:
    """The role decides for the organisation; the person's name stays inside."""
    decided = signoff.decided_at
    return {
        "step": signoff.step_title,
        "role": signoff.role,
        "participation": signoff.participation,
        "decision": signoff.decision,
        "on": timezone.localdate(decided).isoformat() if decided else None,
    }


def _incidents(use_case: UseCase) -> dict[str, int]:
    over = [incident.resolved_at is not None for incident in use_case.incidents.all()]
    return {"open": over.count(False), "resolved": over.count(True)}


def _origin(use_case: UseCase) -> dict[str, Any] | None:
    note = use_case.origin_note
    names = ("entry", "title", "organisation", "version")
    # A list of one's own that was read in has no origin that others could look up.
    return {name: note.get(name) for name in names} if note.get("organisation") else None
