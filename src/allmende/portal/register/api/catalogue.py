"""Published entries: one town's public register, and the network's catalogue for members."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.security import django_auth
from pydantic import Field

from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.models import Member
from allmende.portal.register.api.schemas import (
    A_PAGE,
    PROBLEMS,
    PUBLIC_PROBLEMS,
    EntriesOut,
    EntryOut,
    PageNumber,
    member_of,
    storable,
)
from allmende.portal.register.domain import catalogue
from allmende.portal.register.domain.whole import LICENSE
from allmende.portal.register.models import Publication

router = Router()


class Filters(Schema):
    q: str = Field("", max_length=200, description="Wörter, mit deutscher Grammatik gesucht")
    field: str = Field("", max_length=60, description="Handlungsfeld, z. B. koki:law")
    land: str = Field("", max_length=2, description="Land, z. B. BW")
    size: str = Field("", max_length=10, description="Größenklasse")
    maturity: int | None = Field(None, ge=0, le=9, description="Reifegrad mindestens")
    cost: str = Field("", max_length=10, description="Kostenklasse")
    block: str = Field("", max_length=20, description="Baustein der Plattform")
    risk: str = Field("", max_length=20, description="Einstufung")
    state: str = Field("", max_length=20, description="Stand")


@router.get(
    "/organisations/{slug}/register",
    response={200: EntriesOut, **PUBLIC_PROBLEMS},
    auth=None,
    summary="Das öffentliche KI-Register einer Organisation, je Seite 50",
)
def public_register(
    request: HttpRequest,  # noqa: ARG001
    slug: str,
    page: PageNumber,
) -> dict[str, Any]:
    organisation = organisations.organisation_by_slug(storable(slug))
    if organisation is None:
        raise Http404
    found = catalogue.public_register(organisation).order_by("title", "pk")
    start = (page - 1) * A_PAGE
    return _page(list(found[start : start + A_PAGE]), found.count(), page)


@router.get(
    "/register/{entry}",
    response={200: EntryOut, **PUBLIC_PROBLEMS},
    auth=None,
    summary="Ein veröffentlichter Eintrag; angemeldet auch solche nur für das Netzwerk",
)
def entry(request: HttpRequest, entry: UUID) -> dict[str, Any]:
    member: Member | None = getattr(request, "member", None)
    publication = catalogue.one(member, entry)
    if publication is None:
        raise Http404
    return _entry(publication)


@router.get(
    "/catalogue",
    response={200: EntriesOut, **PROBLEMS},
    auth=django_auth,
    summary="Katalog des Netzwerks mit Suche und Filtern, je Seite 50",
)
def search(
    request: HttpRequest, filters: Annotated[Filters, Query(...)], page: PageNumber
) -> dict[str, Any]:
    member = member_of(request)
    clean: dict[str, Any] = {
        name: storable(value) if isinstance(value, str) else value
        for name, value in filters.model_dump().items()
    }
    text = clean.pop("q").strip()
    found = catalogue.search(member, catalogue.Wanted(text=text, **clean))
    start = (page - 1) * A_PAGE
    if not text:
        rows = list(found.order_by("-published_at", "-pk")[start : start + A_PAGE])
        return _page(rows, found.count(), page)
    ids = catalogue.ranked(text, found)
    rows = catalogue.in_order(list(ids[start : start + A_PAGE]), found)
    return _page(rows, ids.count(), page)


def _page(rows: list[Publication], count: int, page: int) -> dict[str, Any]:
    entries = [_entry(publication) for publication in rows]
    return {"count": count, "page": page, "license": LICENSE, "entries": entries}


def _entry(publication: Publication) -> dict[str, Any]:
    names = ("version", "title", "state", "maturity", "data")
    return {name: getattr(publication, name) for name in names} | {
        "id": publication.entry,
        "published": publication.published_at,
        "organisation": str(publication.organisation),
    }
