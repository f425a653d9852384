"""Sites: list, exports, one page for each, and what the town's map knows."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from allmende.engines.tours.network.extract import BadNetwork
from allmende.engines.tours.network.objects import GreenObject, Kind
from allmende.engines.tours.network.profiles import FAR
from allmende.portal.core import lists
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours.domain.setup import (
    green,
    importing,
    networks,
    queries,
    snapping,
    wording,
)
from allmende.portal.tours.forms.setup.sites import FromMapForm, SiteFilterForm
from allmende.portal.tours.models import Site
from allmende.portal.tours.rules import may_plan, may_read
from allmende.portal.tours.views.access import tours_required

ORDERS = {"name": ["name"], "art": ["kind", "name"], "flaeche": ["square_metres"]}
COLUMNS = (
    *("Nummer", "Name", "Art", "Länge", "Breite", "Fläche in m²", "Straße"),
    *("Meter zur Straße", "Erreichbar", "Wird gepflegt", "Hinweis", "Herkunft"),
)
PREVIEW = 5


@tours_required(may_read)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    form = SiteFilterForm(request.GET)
    found = queries.sites_of(organisation, only=form.wanted())
    context = {
        "form": form,
        "page": lists.page_of(request, lists.ordered(request, found, ORDERS)),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "kinds": queries.kinds_of(organisation),
        "network": networks.network_of(organisation),
        "last_import": queries.last_import(organisation),
        "may_plan": may_plan(request.member),
    }
    return render(request, "tours/setup/sites.html", context)


@tours_required(may_read)
@require_safe
def as_csv(request: MemberRequest) -> HttpResponseBase:
    return csv_response("orte.csv", header=COLUMNS, rows=map(_line, _found(request)))


@tours_required(may_read)
@require_safe
def as_geojson(request: MemberRequest) -> HttpResponseBase:
    """Access points and areas, written as it goes."""
    response = StreamingHttpResponse(_features(request), content_type="application/geo+json")
    response["Content-Disposition"] = 'attachment; filename="orte.geojson"'
    return response


@tours_required(may_read)
@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(Site, organisation=request.member.organisation, pk=pk)
    rules = queries.rules_of(request.member.organisation, active=False)
    own = list(rules.filter(site=site))
    special = {rule.task_type_id for rule in own}
    general = [r for r in rules.filter(site_kind=site.kind) if r.task_type_id not in special]
    context = {
        "site": site,
        "trouble": snapping.sentence(site),
        "far": (site.snapped_metres or 0) > FAR,
        "rules": [(r, wording.sentence(r), r in own) for r in (*own, *general)],
        "may_plan": may_plan(request.member),
    }
    return render(request, "tours/setup/site.html", context)


@tours_required(may_plan)
def from_map(request: MemberRequest) -> HttpResponse:
    """Playgrounds, green areas and trees of the extract itself."""
    organisation = request.member.organisation
    try:
        found = green.of(organisation)
    except BadNetwork as problem:
        messages.error(request, networks.said(problem, organisation))
        return redirect("tours-network")
    counts = green.counts(found)
    form = FromMapForm(posted(request), counts=counts)
    if form.is_valid():
        kinds = form.chosen
        one = attempt(
            form, lambda: importing.take_from_map(organisation, kinds=kinds, by=request.member)
        )
        if one:
            messages.success(request, importing.sentence(one))
            return redirect("tours-sites")
    context = {
        "form": form,
        "network": networks.network_of(organisation),
        "total": len(found),
        "preview": _preview(found),
    }
    status = 422 if form.errors else 200
    return render(request, "tours/setup/from_map.html", context, status=status)


def _preview(found: list[GreenObject]) -> list[dict[str, Any]]:
    """Some of each kind, those with names first."""
    rows = []
    for kind in Kind:
        these = sorted((o for o in found if o.kind == kind), key=lambda o: (not o.name, o.name))
        rows += [
            {
                "kind": green.WORDS[kind],
                "name": one.name or "ohne Namen",
                "number": one.osm,
                "square_metres": one.square_metres,
            }
            for one in these[:PREVIEW]
        ]
    return rows


def _found(request: MemberRequest) -> Iterator[Site]:
    form = SiteFilterForm(request.GET)
    return queries.sites_of(request.member.organisation, only=form.wanted()).iterator()


def _line(site: Site) -> list[Any]:
    return [
        site.number,
        site.name,
        site.get_kind_display(),
        str(site.lon).replace(".", ","),
        str(site.lat).replace(".", ","),
        str(site.square_metres).replace(".", ","),
        site.street,
        "" if site.snapped_metres is None else str(site.snapped_metres).replace(".", ","),
        "ja" if site.is_reachable else "nein",
        "ja" if site.is_active else "nein",
        site.note,
        site.source,
    ]


def _features(request: MemberRequest) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    for number, site in enumerate(_found(request)):
        yield ("," if number else "") + json.dumps(_feature(site), ensure_ascii=False)
    yield "]}"


def _feature(site: Site) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [site.lon, site.lat]}
    properties = dict(zip(COLUMNS, _line(site), strict=True))
    properties |= {"Länge": site.lon, "Breite": site.lat, "Fläche in m²": site.square_metres}
    return {"type": "Feature", "geometry": site.geometry or point, "properties": properties}
