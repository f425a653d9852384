"""Whether DSFA and FRIA are needed, and whether they are settled."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from allmende.engines.regulation.assessment import Assessment as Result
from allmende.engines.regulation.assessment import Due, Duty, Holder
from allmende.engines.regulation.ladders import ImpactAssessment
from allmende.portal.register.domain import assessing
from allmende.portal.register.enums import ImpactKind, ImpactState, Opinion
from allmende.portal.register.models import Assessment, ImpactDocument, UseCase

# What is unclear is no pass: until it is clarified, a DSFA is needed.
ASKS = (ImpactAssessment.USUALLY, ImpactAssessment.NEEDED, ImpactAssessment.REVIEW)
FRIA_RULE = "art27"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the current assessment says about both kinds; ``result`` None: none or unreadable."""

    assessment: Assessment | None
    result: Result | None
    fria: Duty | None  # the own duty of Art. 27, also one whose day has not come

    def needed(self, on: date) -> set[ImpactKind]:
        return kinds_needed(self.assessment.impact, self.result, on) if self.assessment else set()

    @property
    def offered(self) -> set[ImpactKind]:
        """A DSFA may always be made, a FRIA where Art. 27 will ask for it."""
        return {ImpactKind.DSFA, ImpactKind.FRIA} if self.fria else {ImpactKind.DSFA}


def basis(use_case: UseCase) -> Basis:
    assessment = assessing.current(use_case)
    result = assessing.readable(assessment)
    return Basis(assessment, result, _fria(result))


def kinds_needed(impact: str, result: Result | None, on: date) -> set[ImpactKind]:
    """By the level of the DSFA check and the duties; ``result`` None: it cannot be read."""
    found = {ImpactKind.DSFA} if impact in ASKS else set()
    fria = _fria(result)
    if fria and fria.due_on(on) is not Due.UPCOMING:
        found.add(ImpactKind.FRIA)
    return found


def needed(use_case: UseCase, *, on: date | None = None) -> set[ImpactKind]:
    """Empty before the first assessment; a duty whose day has not come does not count yet."""
    return basis(use_case).needed(on or timezone.localdate())


def document(use_case: UseCase, kind: str) -> ImpactDocument | None:
    return ImpactDocument.objects.filter(use_case=use_case, kind=kind).first()


def documents(use_case: UseCase) -> dict[str, ImpactDocument]:
    return {found.kind: found for found in use_case.impact_documents.all()}


def is_settled(use_case: UseCase, kind: str) -> bool:
    """Decided, by an opinion on just this version that has no objection."""
    found = document(use_case, kind)
    return found is not None and settles(found)


def settles(document: ImpactDocument) -> bool:
    if document.state != ImpactState.DECIDED or not document.has_valid_opinion:
        return False
    return document.opinion != Opinion.NEGATIVE


def _fria(result: Result | None) -> Duty | None:
    duties = result.duties if result else ()
    own = (d for d in duties if d.rule == FRIA_RULE and d.holder is not Holder.SUPPLIER)
    return next(own, None)
