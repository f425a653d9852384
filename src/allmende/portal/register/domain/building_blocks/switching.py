"""Switching the platform's applications on and off for one organisation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register import rules
from allmende.portal.register.domain import use_cases
from allmende.portal.register.domain.building_blocks import assistant, tours
from allmende.portal.register.enums import BuildingBlock
from allmende.portal.register.models import BlockUse, UseCase

type Prefill = Callable[[], dict[str, Any]]

AVAILABLE: dict[str, Prefill] = {
    BuildingBlock.ASSISTANT: assistant.values,
    BuildingBlock.TOURS: tours.values,
}


@dataclass(frozen=True, slots=True)
class BlockView:
    """One application as its card shows it."""

    block: BuildingBlock
    available: bool
    use: BlockUse | None

    @property
    def is_on(self) -> bool:
        return self.use is not None and self.use.switched_off_at is None

    @property
    def lacks_entry(self) -> bool:
        return self.is_on and self.use is not None and self.use.use_case_id is None


def is_on(organisation: Organisation, block: str) -> bool:
    return BlockUse.objects.filter(
        organisation=organisation, block=block, switched_off_at=None
    ).exists()


def blocks_of(organisation: Organisation) -> list[BlockView]:
    """All applications, also those that this version does not bring yet."""
    found = BlockUse.objects.filter(organisation=organisation).select_related("use_case")
    uses = {use.block: use for use in found}
    return [BlockView(block, block in AVAILABLE, uses.get(block.value)) for block in BuildingBlock]


@transaction.atomic
def switch_on(organisation: Organisation, *, block: str, by: Member) -> BlockUse:
    """Makes it usable and creates its entry in the register, as an idea with its facts."""
    require(rules.may_switch_blocks, by, organisation.pk)
    _refuse_unavailable(block)
    use = _locked(organisation, block)
    if use.pk and use.switched_off_at is None:
        raise Refused(f"„{use.get_block_display()}“ ist schon eingeschaltet.")
    use.switched_off_at, use.switched_on_at = None, timezone.now()
    if use.use_case is None:
        use.use_case = _entry(organisation, block, by)
    use.save()
    audit.record("register.block_switched_on", by=by, about=use)
    return use


@transaction.atomic
def switch_off(organisation: Organisation, *, block: str, by: Member) -> BlockUse:
    """Nobody can use it any more; contents and register entry stay as they are."""
    require(rules.may_switch_blocks, by, organisation.pk)
    use = _locked(organisation, block)
    if not use.pk or use.switched_off_at:
        raise Refused(f"„{use.get_block_display()}“ ist schon ausgeschaltet.")
    use.switched_off_at = timezone.now()
    use.save()
    audit.record("register.block_switched_off", by=by, about=use)
    if use.use_case and use.use_case.owner and use.use_case.owner_id != by.pk:
        text = f"{by.user} hat „{use.get_block_display()}“ ausgeschaltet"
        use_cases.tell([use.use_case.owner], use.use_case, text)
    return use


@transaction.atomic
def add_to_register(organisation: Organisation, *, block: str, by: Member) -> UseCase:
    """The entry for what was in use before there was a register, or whose entry is gone."""
    require(rules.may_switch_blocks, by, organisation.pk)
    _refuse_unavailable(block)
    use = _locked(organisation, block)
    if not use.pk or use.switched_off_at:
        raise Refused("Schalten Sie die Anwendung zuerst ein.")
    if use.use_case is not None:
        raise Refused("Diese Anwendung steht schon im Register.")
    use.use_case = _entry(organisation, block, by)
    use.save()
    return use.use_case


def _entry(organisation: Organisation, block: str, by: Member) -> UseCase:
    """An entry that already names the application is taken instead of a second one."""
    existing = UseCase.objects.filter(organisation=organisation, building_block=block)
    return existing.order_by("number").first() or use_cases.create(
        organisation, values=AVAILABLE[block](), by=by
    )


def _locked(organisation: Organisation, block: str) -> BlockUse:
    """The use as it stands, for this transaction alone; unsaved where there is none."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    found = BlockUse.objects.filter(organisation=organisation, block=block)
    use = found.select_related("use_case__owner__user").first()
    return use or BlockUse(organisation=organisation, block=block)


def _refuse_unavailable(block: str) -> None:
    if block not in AVAILABLE:
        raise Refused("Diese Anwendung ist noch nicht Teil dieser Version.")
