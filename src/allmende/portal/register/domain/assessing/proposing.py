"""What the record suggests as an answer. It counts for nothing until a person takes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.register.domain import building_blocks, record
from allmende.portal.register.enums import TargetGroup, Tri
from allmende.portal.register.models import UseCase

OUTSIDE = {TargetGroup.CITIZENS, TargetGroup.BOTH, TargetGroup.BUSINESS}
INSIDE = {TargetGroup.STAFF, TargetGroup.BOTH, TargetGroup.COUNCIL}
PUBLIC_BODIES = {OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY}


@dataclass(frozen=True, slots=True)
class Proposal:
    question: str
    answer: str
    because: str  # what stands in the record


def proposals(use_case: UseCase) -> dict[str, Proposal]:
    """By question; a field that is not filled in suggests nothing.

    What a building block of the platform knows about itself is the surest and comes last.
    """
    found = (*_from_data(use_case), *_from_people(use_case), *_from_system(use_case))
    return {proposal.question: proposal for proposal in found}


def _from_data(use_case: UseCase) -> Iterator[Proposal]:
    if use_case.personal_data:
        yield Proposal("personenbezug", use_case.personal_data, _says(use_case, "personal_data"))
    if use_case.special_categories:
        yield Proposal("dsfa_sensibel", Tri.YES, _says(use_case, "special_categories"))


def _from_system(use_case: UseCase) -> Iterator[Proposal]:
    if use_case.model_name:
        yield Proposal("ki_system", Tri.YES, _says(use_case, "model_name"))
    for question, proposed in building_blocks.proposed_answers(use_case).items():
        yield Proposal(question, proposed.answer, proposed.because)


def _from_people(use_case: UseCase) -> Iterator[Proposal]:
    organisation = use_case.organisation
    if organisation.kind in PUBLIC_BODIES:
        yield Proposal("oeffentlich", Tri.YES, f"Art: {organisation.get_kind_display()}")
    if use_case.provider:
        yield Proposal("rolle_betreiber", Tri.YES, _says(use_case, "provider"))
    if use_case.target_group in INSIDE:
        yield Proposal("personal_nutzung", Tri.YES, _says(use_case, "target_group"))
    if use_case.target_group in OUTSIDE:
        yield Proposal("barriere_oberflaeche", Tri.YES, _says(use_case, "target_group"))


def _says(use_case: UseCase, name: str) -> str:
    text = f"{record.label(name)}: {record.display(use_case, name)}"
    return text if len(text) <= 140 else f"{text[:139]}…"
