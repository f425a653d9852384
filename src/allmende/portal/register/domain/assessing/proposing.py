"""What the record suggests as an answer. It counts for nothing until a person takes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from allmende.portal.organisations.enums import OrganisationKind
from allmende.portal.register.domain import record
from allmende.portal.register.enums import BuildingBlock, TargetGroup, Tri
from allmende.portal.register.models import UseCase

OUTSIDE = {TargetGroup.CITIZENS, TargetGroup.BOTH, TargetGroup.BUSINESS}
INSIDE = {TargetGroup.STAFF, TargetGroup.BOTH, TargetGroup.COUNCIL}
TALKING = {BuildingBlock.ASSISTANT, BuildingBlock.TELEPHONY}
WRITING = {BuildingBlock.ASSISTANT, BuildingBlock.DRAFTING, BuildingBlock.TELEPHONY}
PUBLIC_BODIES = {OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY}


@dataclass(frozen=True, slots=True)
class Proposal:
    question: str
    answer: str
    because: str  # what stands in the record


def proposals(use_case: UseCase) -> dict[str, Proposal]:
    """By question; a field that is not filled in suggests nothing."""
    found = (*_from_data(use_case), *_from_system(use_case), *_from_people(use_case))
    return {proposal.question: proposal for proposal in found}


def _from_data(use_case: UseCase) -> Iterator[Proposal]:
    if use_case.personal_data:
        yield Proposal("personenbezug", use_case.personal_data, _says(use_case, "personal_data"))
    if use_case.special_categories:
        yield Proposal("dsfa_sensibel", Tri.YES, _says(use_case, "special_categories"))


def _from_system(use_case: UseCase) -> Iterator[Proposal]:
    if use_case.model_name:
        yield Proposal("ki_system", Tri.YES, _says(use_case, "model_name"))
    block = use_case.building_block
    if not block:
        return
    because = _says(use_case, "building_block")
    if block in WRITING:
        yield Proposal("ki_system", Tri.YES, because)
        yield Proposal("art50_inhalte", Tri.YES, because)
    if block in TALKING:
        for question in ("rolle_name", "art50_kontakt", "barriere_oberflaeche"):
            yield Proposal(question, Tri.YES, because)


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
