"""Gives every request its active member: the person in the chosen organisation."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from allmende.portal.organisations.domain import queries
from allmende.portal.organisations.models import Member

SESSION_KEY = "organisation"


class MemberRequest(HttpRequest):
    """A request after this middleware; ``member`` is falsy for the public."""

    member: Member | None


def active_member(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.member = _member_of(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _member_of(request: HttpRequest) -> Member | None:
    # Public pages for anonymous visitors must not touch the session: no cookie, no query.
    if not request.user.is_authenticated:
        return None
    members = queries.members_of(request.user)
    chosen = request.session.get(SESSION_KEY)
    return next(
        (m for m in members if m.organisation_id == chosen), members[0] if members else None
    )
