"""Two ways to the page of a crew: logged in, or by the secret link of the crew's phone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.access import Plain
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import crew_links
from allmende.portal.tours.models import Crew
from allmende.portal.tours.views.access import is_on, tours_required

REQUESTS_PER_MINUTE = 120  # a depot has one address
POLICY: Any = {**settings.SECURE_CSP, "manifest-src": [CSP.SELF]}
INSTALLABLE = csp_override(POLICY)


@dataclass(frozen=True, slots=True)
class Door:
    crew: Crew
    home: str
    member: Member | None = None

    def url(self, step: str) -> str:
        return f"{self.home}{step}"


type View[**P] = Callable[Concatenate[HttpRequest, Door, P], HttpResponse]


def phone_door[**P](view: View[P]) -> Plain:
    """No cookie counts here, so there is nothing that another site could misuse."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        who = ratelimit.address_of(request)
        if not ratelimit.allow("tours-phone", who, limit=REQUESTS_PER_MINUTE):
            return HttpResponse("Zu viele Anfragen.", status=429, content_type="text/plain")
        crew = crew_links.find(token, kind="phone")
        if crew is None or not is_on(crew.organisation):
            raise Http404
        door = Door(crew, reverse("tours-phone", args=[token]))
        response = view(request, door, **kwargs)  # type: ignore[call-arg]
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(never_cache(INSTALLABLE(guarded)))


def member_door[**P](view: View[P]) -> Plain:
    @tours_required(rules.may_enter)
    def guarded(request: MemberRequest, crew: int, **kwargs: Any) -> HttpResponse:
        own = Crew.objects.filter(organisation=request.member.organisation, pk=crew)
        found = own.select_related("organisation", "depot", "vehicle").first()
        if found is None:
            raise Http404
        require(rules.may_drive, request.member, found)
        door = Door(found, reverse("tours-crew-today", args=[crew]), request.member)
        return view(request, door, **kwargs)  # type: ignore[call-arg]

    return never_cache(INSTALLABLE(wraps(view)(guarded)))
