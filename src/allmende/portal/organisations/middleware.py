"""Gives every request its active member: the person in the chosen organisation."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from allmende.portal.organisations.domain import identity
from allmende.portal.organisations.models import Member, User

SESSION_KEY = "organisation"


class VisitorRequest(HttpRequest):
    """A request after this middleware; ``member`` is None for the public."""

    member: Member | None
    memberships: list[Member]


class MemberRequest(HttpRequest):
    """A request behind ``access.member_required``: there is a member."""

    member: Member
    memberships: list[Member]
    user: User


def active_member(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: VisitorRequest) -> HttpResponse:
        # Public pages for anonymous visitors must not touch the session: no cookie, no query.
        request.memberships = identity.memberships_of(request.user)
        request.member = _chosen(request) if request.memberships else None
        return get_response(request)

    return middleware  # type: ignore[return-value]


def _chosen(request: VisitorRequest) -> Member:
    wanted = request.session.get(SESSION_KEY)
    return next(
        (m for m in request.memberships if m.organisation_id == wanted), request.memberships[0]
    )
