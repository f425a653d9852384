"""A town with everybody who signs off, and use cases that are ready for the next step."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allmende.portal.core.models import AuditEntry, Notification
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import lifecycle, signoffs
from allmende.portal.register.domain.assessing.concluding import store
from allmende.portal.register.domain.decisions import OPTIONS
from allmende.portal.register.enums import Decision, EvidenceKind, EvidenceSubject, State
from allmende.portal.register.models import Assessment, DutyStatus, Evidence, Signoff, UseCase
from tests import factories
from tests.engines.regulation.cases import TOWN, assess
from tests.portal.register import made

PROOFS = (
    EvidenceSubject.SECURITY,
    EvidenceSubject.PROCESSING_RECORD,
    EvidenceSubject.CONTRACT,
    EvidenceSubject.TRAINING,
    EvidenceSubject.PILOT,
)


@dataclass
class Town:
    organisation: Organisation
    officer: Member
    owner: Member
    staff: Member
    privacy: Member
    security: Member
    council: Member
    leader: Member

    def holder(self, role: str) -> Member:
        return {
            "office": self.owner,
            Role.AI_OFFICER: self.officer,
            Role.DATA_PROTECTION: self.privacy,
            Role.SECURITY: self.security,
            Role.STAFF_COUNCIL: self.council,
            Role.LEADERSHIP: self.leader,
        }[role]


def town(slug: str = "wiesenbrueck") -> Town:
    organisation = factories.organisation(slug)
    return Town(
        organisation,
        officer=factories.member(organisation, Role.AI_OFFICER),
        owner=factories.member(organisation, email=f"amt@{slug}.example"),
        staff=factories.member(organisation, email=f"kollegin@{slug}.example"),
        privacy=factories.member(organisation, Role.DATA_PROTECTION),
        security=factories.member(organisation, Role.SECURITY),
        council=factories.member(organisation, Role.STAFF_COUNCIL),
        leader=factories.member(organisation, Role.LEADERSHIP),
    )


def case(at: Town, title: str = "", **fields: Any) -> UseCase:
    """A whole record with an owner; by default without personal data."""
    fields = {"owner": at.owner, "personal_data": "nein", **fields}
    return made.use_case(at.officer, title, **fields)


def assessed(use_case: UseCase, **levels: str) -> Assessment:
    """Everything answered with no, then the levels that a test wants to see."""
    found = assess()
    new = store(use_case, {key: str(value) for key, value in TOWN.items()}, found, [], by=None)
    wanted = {"risk": "minimal", "impact": "nicht_erforderlich", "automation": "keine_automatik"}
    wanted |= {"participation": "keine_beteiligung"} | levels
    Assessment.objects.filter(pk=new.pk).update(**wanted)
    new.refresh_from_db()
    return new


def prove(use_case: UseCase, *subjects: str, **fields: Any) -> None:
    for subject in subjects or PROOFS:
        values = {"kind": EvidenceKind.DOCUMENT, "issued_on": date(2026, 1, 1), **fields}
        Evidence.objects.create(use_case=use_case, subject=subject, title=subject, **values)


def settle_duties(use_case: UseCase) -> None:
    for duty in assess().duties:
        DutyStatus.objects.get_or_create(
            use_case=use_case, rule=duty.rule, defaults={"state": "done"}
        )


def ready(use_case: UseCase, **levels: str) -> UseCase:
    """All but the sign-offs is there for every step up to operation."""
    assessed(use_case, **levels)
    prove(use_case)
    settle_duties(use_case)
    use_case.goals.create(text="Weniger Wartezeit", baseline=10, target=5)
    return use_case


def sign(at: Town, use_case: UseCase, *, before: str = "") -> int:
    """Everybody approves what is open."""
    rows = Signoff.objects.filter(use_case=use_case, decision=Decision.OPEN)
    for row in rows.filter(before_state=before) if before else rows:
        signoffs.decide(
            row,
            decision=OPTIONS[row.participation][0],
            reason="Geprüft.",
            revision=row.revision,
            by=at.holder(row.role),
        )
    return len(rows)


def bring_to(at: Town, use_case: UseCase, state: State) -> UseCase:
    """Through every step, as people would."""
    while use_case.state != state:
        use_case.refresh_from_db()
        to = lifecycle.NEXT[use_case.state]
        sign(at, use_case)
        lifecycle.advance(use_case, to=to, revision=use_case.revision, by=at.officer)
    sign(at, use_case)
    use_case.refresh_from_db()
    return use_case


def running(at: Town, title: str = "", **fields: Any) -> UseCase:
    return bring_to(at, ready(case(at, title, **fields)), State.OPERATION)


def told(member: Member) -> list[str]:
    rows = Notification.objects.filter(recipient=member.user).order_by("pk")
    return list(rows.values_list("text", flat=True))


def recorded(use_case: UseCase) -> list[str]:
    rows = AuditEntry.objects.filter(object_id=str(use_case.pk)).order_by("pk")
    return list(rows.values_list("action", flat=True))


def signoff(use_case: UseCase, key: str) -> Signoff:
    """The latest of that step."""
    rows = Signoff.objects.filter(use_case=use_case, step__key=key)
    found = rows.select_related("use_case").order_by("-pk").first()
    assert found
    return found
