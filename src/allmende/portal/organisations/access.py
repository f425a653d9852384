"""Who may open a view. What a member may not see is 404, a missing role is 403 with a sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from allmende.portal.organisations import rules
from allmende.portal.organisations.domain import queries
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest, VisitorRequest
from allmende.portal.organisations.models import Organisation

type View[**P] = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
type Plain = Callable[..., HttpResponseBase]


def organisation_or_404(slug: str) -> Organisation:
    """The active organisation of a public address."""
    organisation = queries.organisation_by_slug(slug)
    if organisation is None:
        raise Http404
    return organisation


def member_required[**P](view: View[P]) -> Plain:
    """Log in first; who belongs to no organisation is told whom to ask."""

    @wraps(view)
    def guarded(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.member is None:
            return redirect("no-organisation")
        return view(cast("MemberRequest", request), *args, **kwargs)

    return cast("Plain", login_required(cast("Any", guarded)))


def role_required[**P](*roles: Role) -> Callable[[View[P]], Plain]:
    """Any one of ``roles`` in the active organisation is enough."""

    def decorate(view: View[P]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.member.has_role(*roles):
                raise PermissionDenied(_missing(roles))
            return view(request, *args, **kwargs)

        return member_required(guarded)

    return decorate


def network_required(view: Callable[..., HttpResponseBase]) -> Plain:
    """Only those who run the installation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.may_run_network(cast("Any", request.user)):
            raise PermissionDenied(
                "Diese Seite gehört zum Betrieb des Netzwerks. Fragen Sie dessen Betreiber."
            )
        return view(request, *args, **kwargs)

    return cast("Plain", login_required(cast("Any", guarded)))


def _missing(roles: tuple[Role, ...]) -> str:
    names = " oder ".join(f"„{role.label}“" for role in roles)
    return (
        f"Dafür brauchen Sie die Rolle {names}. "
        "Die Administration Ihrer Organisation kann sie Ihnen geben."
    )
