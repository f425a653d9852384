"""Organisations and working groups as things that others link, find and mention."""

from collections.abc import Collection

from allmende.portal.core.domain import things
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.organisations.domain.audience import NETWORK_PUBLIC_KEY
from allmende.portal.organisations.models import Member, Organisation

ORGANISATION = "organisation"


def register_all() -> None:
    things.register(Kind(ORGANISATION, "Organisation", "Organisationen", _find, _scopes))


def _find(_: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    """Everybody may know who belongs to the network; profiles have their own audiences."""
    found = Organisation.objects.filter(pk__in=_numbers(keys), is_active=True)
    return {
        str(one.pk): Thing(
            ORGANISATION,
            str(one.pk),
            one.name,
            f"/netzwerk/organisationen/{one.slug}/",
            note=str(one.get_kind_display()),
        )
        for one in found
    }


def _scopes(keys: Collection[str]) -> dict[str, str]:
    found = Organisation.objects.filter(pk__in=_numbers(keys), is_active=True)
    return {str(pk): NETWORK_PUBLIC_KEY for pk in found.values_list("pk", flat=True)}


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal()]
