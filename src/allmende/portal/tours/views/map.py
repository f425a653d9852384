"""Data of the maps."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from allmende.engines.tours.network.extract import BadNetwork
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Organisation
from allmende.portal.tours.domain.setup import maps, networks
from allmende.portal.tours.models import Site
from allmende.portal.tours.rules import may_enter, may_read
from allmende.portal.tours.views.access import tours_required

GEOJSON = "application/geo+json"


@gzip_page
@tours_required(may_enter)
@require_safe
def roads(request: MemberRequest) -> HttpResponse:
    return roads_of(request, request.member.organisation)


def roads_of(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Kept by the browser of one person and asked for again with its mark."""
    version = maps.roads_version(organisation)
    etag = f'"{hashlib.sha256(version.encode()).hexdigest()[:24]}"'
    try:
        response = _known_or_fresh(request, organisation, etag)
    except BadNetwork as problem:
        return JsonResponse({"message": networks.said(problem, organisation)}, status=503)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@gzip_page
@tours_required(may_read)
@require_safe
def sites(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    found = Site.objects.filter(organisation=organisation, is_active=True)
    features = [
        *maps.sites(found, address=lambda site: reverse("tours-site", args=[site.pk])),
        *maps.surroundings(organisation),
    ]
    response = JsonResponse(maps.collection(features), content_type=GEOJSON)
    response["Cache-Control"] = "private, no-cache"
    return response


def _known_or_fresh(request: HttpRequest, organisation: Organisation, etag: str) -> HttpResponse:
    if get_conditional_response(request, etag=etag):
        return HttpResponseNotModified()
    return HttpResponse(maps.roads(organisation), content_type=GEOJSON)
