"""Whether DSFA and FRIA are needed, and whether they are settled."""

from allmende.engines.regulation.assessment import Holder
from allmende.engines.regulation.ladders import ImpactAssessment
from allmende.portal.register.domain import assessing
from allmende.portal.register.enums import ImpactKind, ImpactState, Opinion
from allmende.portal.register.models import ImpactDocument, UseCase

ASKS = (ImpactAssessment.USUALLY, ImpactAssessment.NEEDED, ImpactAssessment.REVIEW)
FRIA_RULE = "art27"


def needed(use_case: UseCase) -> set[ImpactKind]:
    """Empty before the first assessment."""
    assessment = assessing.current(use_case)
    if assessment is None:
        return set()
    found = {ImpactKind.DSFA} if assessment.impact in ASKS else set()
    duties = assessing.result(assessment).duties
    own = (duty for duty in duties if duty.holder is not Holder.SUPPLIER)
    return found | {ImpactKind.FRIA for duty in own if FRIA_RULE in duty.rule}


def document(use_case: UseCase, kind: str) -> ImpactDocument | None:
    return ImpactDocument.objects.filter(use_case=use_case, kind=kind).first()


def is_settled(use_case: UseCase, kind: str) -> bool:
    """Decided, by an opinion on just this version that has no objection."""
    found = document(use_case, kind)
    if found is None or found.state != ImpactState.DECIDED or not found.has_valid_opinion:
        return False
    return found.opinion != Opinion.NEGATIVE
