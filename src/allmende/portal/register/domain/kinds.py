"""Published entries as things that others link and find, and use cases made out of what a
sibling found.
"""

from collections.abc import Collection
from uuid import UUID

from allmende.portal.core.domain import things, tools
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.organisations.domain import profile_sections
from allmende.portal.organisations.models import Member, Organisation
from allmende.portal.register.domain import building_blocks, catalogue, finding, handover
from allmende.portal.register.models import Publication

ENTRY = "entry"


def register_all() -> None:
    """``entry`` is linked and stays the same in every version; ``publication`` is what the
    search table holds.
    """
    things.register(Kind(ENTRY, "Anwendungsfall", "Anwendungsfälle", _entries, _entry_scopes))
    things.register(
        Kind(
            finding.KIND,
            "Anwendungsfall",
            "Anwendungsfälle",
            _publications,
            _publication_scopes,
            linkable=False,
        )
    )
    handover.register_all()
    tools.register(building_blocks.is_on)
    profile_sections.register("Veröffentlichte Anwendungsfälle", _of_organisation)


def _entries(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = catalogue.visible(reader).filter(entry__in=_uuids(keys))
    return {str(one.entry): _thing(ENTRY, str(one.entry), one) for one in found}


def _of_organisation(reader: Member | None, organisation: Organisation) -> list[Thing]:
    found = catalogue.visible(reader).filter(organisation=organisation).order_by("title", "pk")
    return [_thing(ENTRY, str(one.entry), one) for one in found.defer("data", "changes")]


def _entry_scopes(keys: Collection[str]) -> dict[str, str]:
    found = Publication.objects.filter(entry__in=_uuids(keys), is_current=True, withdrawn_at=None)
    return {str(entry): scope for entry, scope in found.values_list("entry", "scope")}


def _publications(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = catalogue.visible(reader).filter(pk__in=[key for key in keys if key.isdecimal()])
    return {str(one.pk): _thing(finding.KIND, str(one.pk), one) for one in found}


def _publication_scopes(keys: Collection[str]) -> dict[str, str]:
    found = Publication.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    current = found.filter(is_current=True, withdrawn_at=None)
    return {str(pk): scope for pk, scope in current.values_list("pk", "scope")}


def _thing(kind: str, key: str, publication: Publication) -> Thing:
    return Thing(
        kind,
        key,
        publication.title,
        f"/anwendungsfaelle/katalog/{publication.entry}/",
        organisation=str(publication.organisation),
        at=publication.published_at,
        note=f"Reifegrad {publication.maturity}",
        stands_for=(ENTRY, str(publication.entry)),
    )


def _uuids(keys: Collection[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found
