"""Whether an organisation has switched the assistant on."""

from django.utils.translation import gettext as _

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.models import Organisation
from allmende.portal.register.domain import building_blocks
from allmende.portal.register.enums import BuildingBlock

BLOCK = BuildingBlock.ASSISTANT


class ServiceOff(Refused):
    """Nobody can ask here at the moment; the message says where to turn instead."""


def is_on(organisation: Organisation) -> bool:
    return building_blocks.is_on(organisation, BLOCK)


def require_on(organisation: Organisation) -> None:
    """Raises ServiceOff."""
    if not is_on(organisation):
        raise ServiceOff(
            _(
                "Die Auskunft ist hier nicht eingeschaltet. Wenden Sie sich bitte direkt an die "
                "Verwaltung."
            )
        )
