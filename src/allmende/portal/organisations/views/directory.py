"""The directory of organisations and the page of each, for members."""

from collections.abc import Iterator

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from allmende.portal.core.exports import csv_response
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations import rules
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.domain import (
    directory,
    offerings,
    profile_sections,
    profiles,
    queries,
    working_groups,
)
from allmende.portal.organisations.forms.presenting import DirectoryFilter
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Organisation

ORDERS = {
    "name": ["name"],
    "art": ["kind", "name"],
    "land": ["state", "name"],
    "einwohner": ["population", "name"],
    "angebote": ["offers", "name"],
    "gesuche": ["seeks", "name"],
}
COLUMNS = [
    *("Name", "Art", "Land", "Einwohner", "AGS", "Biete", "Suche", "Vertreten", "Adresse"),
]


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    context = {"filter": form, "page": page_of(request, _found(request, form))}
    return render(request, "organisations/directory/list.html", context)


@member_required
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    found = _found(request, _filter(request))
    host = request.build_absolute_uri("/")[:-1]
    return csv_response("organisationen.csv", header=COLUMNS, rows=_lines(found, host))


@member_required
@require_safe
def detail(request: MemberRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(queries.listed_organisations(), slug=slug)
    reader = request.member
    everything = list(offerings.of(organisation))
    context = {
        "organisation": organisation,
        "shown": profiles.shown_to(reader, profiles.of(organisation), offerings=everything),
        "groups": working_groups.listed(reader).filter(organisation=organisation),
        "sections": profile_sections.of_organisation(reader, organisation),
        "is_own": organisation.pk == reader.organisation_id,
        "may_edit": rules.may_administer(reader, organisation),
    }
    return render(request, "organisations/directory/organisation.html", context)


def _filter(request: MemberRequest) -> DirectoryFilter:
    form = DirectoryFilter(request.GET)
    form.is_valid()
    return form


def _found(request: MemberRequest, form: DirectoryFilter) -> QuerySet[Organisation]:
    found = directory.find(request.member, form.wanted)
    wanted = request.GET.get("sortierung", "")
    if wanted.removeprefix("-") == "einwohner":  # unknown sizes come last either way
        size = F("population")
        order = size.desc(nulls_last=True) if wanted[0] == "-" else size.asc(nulls_last=True)
        return found.order_by(order, "name", "pk")
    return ordered(request, found, ORDERS)


def _lines(found: QuerySet[Organisation], host: str) -> Iterator[list[object]]:
    for one in found.iterator(chunk_size=500):
        yield [
            *(one.name, one.get_kind_display(), one.get_state_display(), one.population, one.ags),
            *(one.offers, one.seeks, "ja" if one.is_claimed else "nein"),  # type: ignore[attr-defined]
            f"{host}/netzwerk/organisationen/{one.slug}/",
        ]
