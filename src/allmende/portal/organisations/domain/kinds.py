"""Organisations, their offers and working groups as things that others link, find and mention."""

from collections.abc import Collection

from django.db.models import QuerySet

from allmende.portal.core.domain import things
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.organisations.domain import offerings, queries, working_groups
from allmende.portal.organisations.domain.audience import NETWORK_KEY, NETWORK_PUBLIC_KEY
from allmende.portal.organisations.domain.finding import GROUP, OFFERING, ORGANISATION, scope_of
from allmende.portal.organisations.models import Group, Member, Offering, Organisation


def register_all() -> None:
    things.register(Kind(ORGANISATION, "Organisation", "Organisationen", _find, _scopes))
    things.register(
        Kind(
            OFFERING,
            "Angebot oder Gesuch",
            "Angebote und Gesuche",
            _offerings,
            _offering_scopes,
            linkable=False,
        )
    )
    things.register(Kind(GROUP, "Arbeitsgruppe", "Arbeitsgruppen", _groups, _group_scopes))


def _find(_: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    """Everybody may know who belongs to the network; profiles have their own audiences."""
    return {str(one.pk): _organisation(one) for one in _listed(keys)}


def _organisation(one: Organisation) -> Thing:
    return Thing(
        ORGANISATION,
        str(one.pk),
        one.name,
        f"/netzwerk/organisationen/{one.slug}/",
        note=str(one.get_kind_display()),
    )


def _scopes(keys: Collection[str]) -> dict[str, str]:
    found = _listed(keys).values_list("pk", flat=True)
    return {str(pk): NETWORK_PUBLIC_KEY for pk in found}


def _listed(keys: Collection[str]) -> QuerySet[Organisation]:
    return queries.listed_organisations().filter(pk__in=_numbers(keys))


def _offerings(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = offerings.visible(reader).filter(pk__in=_numbers(keys))
    return {
        str(one.pk): Thing(
            OFFERING,
            str(one.pk),
            one.title,
            f"/netzwerk/organisationen/{one.organisation.slug}/#angebot-{one.pk}",
            organisation=one.organisation.name,
            at=one.created_at,
            note=str(one.get_kind_display()),
        )
        for one in found
    }


def _offering_scopes(keys: Collection[str]) -> dict[str, str]:
    found = Offering.objects.filter(pk__in=_numbers(keys), organisation__is_active=True)
    return {
        str(one.pk): scope_of(one, getattr(one.organisation, "profile", None))
        for one in found.select_related("organisation__profile")
    }


def _groups(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = working_groups.readable(reader).filter(pk__in=_numbers(keys))
    return {
        str(one.pk): Thing(
            GROUP,
            str(one.pk),
            one.name,
            f"/netzwerk/arbeitsgruppen/{one.pk}/",
            organisation=one.organisation.name,
        )
        for one in found
    }


def _group_scopes(keys: Collection[str]) -> dict[str, str]:
    found = Group.objects.filter(pk__in=_numbers(keys), organisation__is_active=True)
    return {str(one.pk): NETWORK_KEY if one.is_open else f"group:{one.pk}" for one in found}


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]
