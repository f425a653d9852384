"""Public sessions for feed readers."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from allmende.portal.events.domain.planning import atom, queries
from allmende.portal.events.views.planning.calendars import public_addresses
from allmende.portal.organisations.access import organisation_or_404

NEWEST = 50


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Words are German whatever the reader's language, so that a file is the same for all."""
    organisation = organisation_or_404(slug)
    found = list(queries.public_sessions(organisation).order_by("-changed_at", "-pk")[:NEWEST])
    with translation.override("de"):
        content = atom.write(
            f"Veranstaltungen: {organisation}",
            url=request.build_absolute_uri(reverse("public-events-atom", args=[slug])),
            page=request.build_absolute_uri(reverse("public-events", args=[slug])),
            sessions=found,
            address=public_addresses(request),
        )
    response = HttpResponse(content, content_type="application/atom+xml")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response
