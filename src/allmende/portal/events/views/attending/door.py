"""Two ways to the own registration: a member is logged in, a guest has the personal link.

The pages behind are the same; each is written once and gets the ``Door`` it was entered by.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from allmende.portal.events.domain.attending import guests, links
from allmende.portal.events.models import Registration, Session
from allmende.portal.organisations.access import Plain, member_required, organisation_or_404
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member


@dataclass(frozen=True, slots=True)
class Door:
    registration: Registration
    by: Member | None  # None: a guest
    arguments: list[Any]
    frame: dict[str, Any] = field(default_factory=dict)  # what the page around needs

    @property
    def session(self) -> Session:
        return self.registration.session

    @property
    def home(self) -> str:
        """The page with the own registration."""
        path = links.personal(self.registration)
        return path if self.by is None else f"{path}#anmeldung"

    def url(self, page: str, *more: Any) -> str:
        prefix = "guest" if self.by is None else "own"
        return reverse(f"{prefix}-registration-{page}", args=[*self.arguments, *more])

    @property
    def urls(self) -> dict[str, str]:
        return {page.replace("-", "_"): self.url(page) for page in PAGES}

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "base": "core/public.html" if self.by is None else "core/app.html",
            "registration": self.registration,
            "session": self.session,
            "home": self.home,
            "urls": self.urls,
            **self.frame,
            **more,
        }


PAGES = ("cancel", "accept", "rooms", "details", "check-in", "certificate")
type View[**P] = Callable[Concatenate[HttpRequest, Door, P], HttpResponseBase]


def member_door[**P](view: View[P]) -> Plain:
    """The own registration for the session ``pk``, else 404."""

    @wraps(view)
    def guarded(request: MemberRequest, pk: int, **more: Any) -> HttpResponseBase:
        found = Registration.objects.filter(session=pk, user=request.member.user)
        registration = found.select_related("session__organisation", "user").first()
        if registration is None:
            raise Http404
        door = Door(registration, request.member, [pk])
        return view(request, door, **more)  # type: ignore[call-arg]

    return member_required(guarded)  # type: ignore[arg-type]


def guest_door[**P](view: View[P]) -> Plain:
    """The registration of the personal link; 404 tells nothing about who is registered."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, token: str, **more: Any) -> HttpResponseBase:
        organisation = organisation_or_404(slug)
        registration = guests.by_token(token)
        if registration is None or registration.session.organisation_id != organisation.pk:
            raise Http404
        frame = {
            "organisation": organisation,
            "page_kinds": organisations.page_kinds(organisation),
        }
        door = Door(registration, None, [slug, token], frame)
        return view(request, door, **more)  # type: ignore[call-arg]

    return guarded
