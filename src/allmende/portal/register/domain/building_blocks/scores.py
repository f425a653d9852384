"""The score of an application's acceptance test becomes evidence by itself."""

from datetime import date

from django.db import transaction

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register import rules
from allmende.portal.register.enums import EvidenceKind, EvidenceSubject
from allmende.portal.register.models import BlockUse, Evidence

ISSUER = "Allmende, Prüffragen der Organisation"
PER_CENT = "%"


@transaction.atomic
def record_score(
    organisation: Organisation,
    *,
    block: str,
    value: float,
    questions: int,
    on: date,
    by: Member,
    text: str = "",
) -> Evidence | None:
    """A measurement at the block's use case; repeated from the second one on.

    None where the block has no entry in the register. Any member whose run it was may: the
    number comes from the program, not from the person.
    """
    require(rules.may_propose, by, organisation.pk)
    use = BlockUse.objects.filter(organisation=organisation, block=block).first()
    if use is None or use.use_case is None:
        return None
    before = use.use_case.evidence.filter(
        subject=EvidenceSubject.TEST_SET, issuer=ISSUER, withdrawn_at=None
    )
    kind = EvidenceKind.REPEATED if before.exists() else EvidenceKind.MEASUREMENT
    evidence = Evidence.objects.create(
        use_case=use.use_case,
        kind=kind,
        subject=EvidenceSubject.TEST_SET,
        title=f"Prüffragen: {value:.0f} % von {questions} richtig",
        text=text,
        value=value,
        unit=PER_CENT,
        issued_on=on,
        issuer=ISSUER,
        created_by=by,
    )
    audit.record(
        "register.evidence_recorded",
        by=by,
        about=use.use_case,
        details={"Nachweis": evidence.title, "Art": str(evidence.get_kind_display())},
    )
    return evidence
