"""Pages that everybody reads without log-in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from allmende.portal.organisations.access import organisation_or_404
from allmende.portal.organisations.domain import offerings, profile_sections, profiles, queries
from allmende.portal.organisations.enums import PageKind


def places(request: HttpRequest) -> HttpResponse:
    organisations = queries.public_organisations()
    return render(request, "organisations/places.html", {"organisations": organisations})


def public_page(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    organisation = queries.organisation_by_slug(slug)
    if organisation is None or kind not in PageKind.values:
        raise Http404
    page = queries.page_in(organisation, kind=kind, language=get_language() or "de")
    if page is None:
        raise Http404
    context = {
        "organisation": organisation,
        "page_kinds": queries.page_kinds(organisation),
        "page": page,
    }
    return render(request, "organisations/public_page.html", context)


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """What the organisation tells everybody about itself; 404 where that is nothing."""
    organisation = organisation_or_404(slug)
    stored = list(offerings.of(organisation))
    shown = profiles.shown_to(None, profiles.of(organisation), offerings=stored)
    if shown.is_empty:
        raise Http404
    context = {
        "organisation": organisation,
        "page_kinds": queries.page_kinds(organisation),
        "shown": shown,
        "sections": profile_sections.of_organisation(None, organisation),
    }
    return render(request, "organisations/public_profile.html", context)


def handbook(request: HttpRequest) -> HttpResponse:
    return render(request, "organisations/help.html")
