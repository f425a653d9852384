"""What the apps above show on the page of an organisation and of a working group. Each registers
once (``AppConfig.ready``).
"""

from collections.abc import Callable

from allmende.portal.core.domain.things import Thing
from allmende.portal.organisations.models import Group, Member, Organisation

type OfOrganisation = Callable[[Member | None, Organisation], list[Thing]]
type OfGroup = Callable[[Member, Group], list[Thing]]

_of_organisation: dict[str, OfOrganisation] = {}
_of_group: dict[str, OfGroup] = {}


def register(title: str, section: OfOrganisation) -> None:
    _of_organisation[title] = section


def register_for_groups(title: str, section: OfGroup) -> None:
    _of_group[title] = section


def of_organisation(
    reader: Member | None, organisation: Organisation
) -> list[tuple[str, list[Thing]]]:
    """Those that have something to show to the reader, in the order of registration."""
    found = [(title, section(reader, organisation)) for title, section in _of_organisation.items()]
    return [(title, things) for title, things in found if things]


def of_group(reader: Member, group: Group) -> list[tuple[str, list[Thing]]]:
    found = [(title, section(reader, group)) for title, section in _of_group.items()]
    return [(title, things) for title, things in found if things]
