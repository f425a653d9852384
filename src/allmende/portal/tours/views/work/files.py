"""A tour as a sheet, as a route and as a calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.work import crew_links, feeds, printing, today
from allmende.portal.tours.views.access import is_on
from allmende.portal.tours.views.work.door import Door
from allmende.portal.tours.views.work.phone import asked_day

READS_PER_MINUTE = 30


@require_safe
def sheet(request: HttpRequest, door: Door) -> HttpResponse:
    found = today.sheet_of(door.crew, asked_day(request))
    try:
        content = printing.pdf(found, address=request.build_absolute_uri(door.home))
    except Refused as refusal:
        return HttpResponse(str(refusal), status=404, content_type="text/plain; charset=utf-8")
    return _download(content, "application/pdf", f"Tour {found.crew} {found.day}.pdf")


@require_safe
def route(request: HttpRequest, door: Door) -> HttpResponse:
    found = today.sheet_of(door.crew, asked_day(request))
    content = feeds.gpx(found, track=printing.way_of(found))
    return _download(content, "application/gpx+xml", f"Tour {found.crew} {found.day}.gpx")


@require_safe
@never_cache
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Read by programs without a log-in: the address is the secret."""
    who = ratelimit.address_of(request)
    if not ratelimit.allow("tours-calendar", who, limit=READS_PER_MINUTE):
        return HttpResponse("Zu viele Anfragen.", status=429, content_type="text/plain")
    crew = crew_links.find(token, kind="calendar")
    if crew is None or not is_on(crew.organisation):
        raise Http404
    response = HttpResponse(feeds.calendar(crew), content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    header = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = header or "attachment"
    return response
