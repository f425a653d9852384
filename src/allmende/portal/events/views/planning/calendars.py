"""Files and feeds for calendar programs."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain import ratelimit
from allmende.portal.events.domain import calendar
from allmende.portal.events.domain.planning import names, queries
from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Series, Session
from allmende.portal.events.views.access import series_view, session_view
from allmende.portal.organisations.access import member_required, organisation_or_404
from allmende.portal.organisations.middleware import MemberRequest

TYPE = "text/calendar; charset=utf-8"
KEPT = "calendar-address"  # in the session until it has been shown once
READS_PER_MINUTE = 30


@session_view()
@require_safe
def session_file(request: MemberRequest, session: Session) -> HttpResponse:
    if session.state == SessionState.DRAFT:
        raise Http404
    content = calendar.session_file(session, address=_addresses(request))
    return _download(content, f"termin-{session.pk}.ics")


@series_view()
@require_safe
def series_file(request: MemberRequest, series: Series) -> HttpResponse:
    found = queries.announced(request.member).filter(series=series).order_by("starts_at", "pk")
    content = calendar.series_file(found, name=series.title, address=_addresses(request))
    return _download(content, f"reihe-{series.pk}.ics")


@member_required
@require_safe
def subscribe(request: MemberRequest) -> HttpResponse:
    """The own secret address: told once, right after it was made."""
    token = request.session.pop(KEPT, "")
    address = request.build_absolute_uri(reverse("calendar-feed", args=[token])) if token else ""
    context = {
        "feed": calendar.feed_of(request.user),
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}" if address else "",
        "organisation": request.member.organisation,
        "has_public": queries.has_public_sessions(request.member.organisation.slug),
    }
    return render(request, "events/planning/calendar.html", context)


@member_required
@require_POST
def renew(request: MemberRequest) -> HttpResponse:
    if "beenden" in request.POST:
        calendar.stop(request.user, by=request.member)
        messages.success(request, "Ihre Kalenderadresse gilt nicht mehr.")
    else:
        request.session[KEPT] = calendar.renew(request.user, by=request.member)
    return redirect("calendar")


@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Read by programs without a log-in: the address is the secret."""
    if not ratelimit.allow("calendar", ratelimit.address_of(request), limit=READS_PER_MINUTE):
        return HttpResponse("Zu viele Anfragen.", status=429, content_type="text/plain")
    found = calendar.find(token)
    if found is None:
        raise Http404
    response = HttpResponse(
        calendar.personal(found, address=_addresses(request)), content_type=TYPE
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def public_session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = queries.public_sessions(organisation_or_404(slug)).filter(pk=pk).first()
    if found is None:
        raise Http404
    content = calendar.session_file(found, address=public_addresses(request))
    return _download(content, f"termin-{found.pk}.ics")


@require_safe
def public_feed(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = organisation_or_404(slug)
    content = calendar.organisation_feed(organisation, address=public_addresses(request))
    response = HttpResponse(content, content_type=TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def public_addresses(request: HttpRequest) -> Callable[[Session], str]:
    def address(session: Session) -> str:
        path = reverse("public-event", args=[session.organisation.slug, session.pk])
        return request.build_absolute_uri(path)

    return address


def _addresses(request: HttpRequest) -> Callable[[Session], str]:
    return lambda session: request.build_absolute_uri(names.address_of(session))


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
