"""The public register for programs: JSON, CSV, DCAT-AP.de and Atom, with caching and CORS."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from allmende.portal.organisations.access import organisation_or_404
from allmende.portal.organisations.models import Organisation
from allmende.portal.register.domain.exchange import public
from allmende.portal.register.models import Publication

MAX_AGE = 300  # seconds
FILES = ("json", "csv", "atom")

type Maker = Callable[[HttpRequest, Organisation], bytes]


def _file(content_type: str) -> Callable[[Maker], Callable[..., HttpResponseBase]]:
    """Words are German whatever the reader's language, so that a file is the same for all."""

    def decorate(make: Maker) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(make)
        def view(request: HttpRequest, slug: str) -> HttpResponseBase:
            organisation = organisation_or_404(slug)
            word, changed = public.stamp(organisation)
            etag, moment = _etag(request, word), int(changed.timestamp()) if changed else None
            response = get_conditional_response(request, etag=etag, last_modified=moment)
            if response is None:
                with translation.override("de"):
                    response = HttpResponse(make(request, organisation), content_type=content_type)
                response["Content-Language"] = "de"
            response["ETag"] = etag
            if moment:
                response["Last-Modified"] = http_date(moment)
            response["Access-Control-Allow-Origin"] = "*"
            response["Cache-Control"] = f"public, max-age={MAX_AGE}"
            return response

        return view

    return decorate


def _etag(request: HttpRequest, word: str) -> str:
    """Addresses stand in the files, so another host is another file."""
    address = request.build_absolute_uri(request.path)
    return f'"{hashlib.sha256(f"{word}|{address}".encode()).hexdigest()[:24]}"'


@_file("application/json")
def register_json(request: HttpRequest, organisation: Organisation) -> bytes:
    page = _absolute(request, "public-register", organisation.slug)
    return public.as_json(organisation, page=page, address=_addresses(request))


@_file("text/csv; charset=utf-8")
def register_csv(_: HttpRequest, organisation: Organisation) -> bytes:
    return public.as_csv(organisation)


@_file("application/ld+json")
def register_dcat(request: HttpRequest, organisation: Organisation) -> bytes:
    slug = organisation.slug
    return public.as_dcat(
        organisation,
        page=_absolute(request, "public-register", slug),
        addresses={name: _absolute(request, f"register-{name}", slug) for name in FILES},
    )


@_file("application/atom+xml")
def register_atom(request: HttpRequest, organisation: Organisation) -> bytes:
    slug = organisation.slug
    return public.as_atom(
        organisation,
        url=_absolute(request, "register-atom", slug),
        page=_absolute(request, "public-register", slug),
        address=_addresses(request),
    )


def _absolute(request: HttpRequest, name: str, *arguments: object) -> str:
    return request.build_absolute_uri(reverse(name, args=arguments))


def _addresses(request: HttpRequest) -> Callable[[Publication], str]:
    def address(publication: Publication) -> str:
        slug = publication.organisation.slug
        return _absolute(request, "public-register-entry", slug, publication.entry)

    return address
