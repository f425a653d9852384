"""Requests to come in, for those who decide: administrators, and the network's operators."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from allmende.portal.core import lists
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.access import network_required
from allmende.portal.organisations.domain import deciding, join_requests
from allmende.portal.organisations.enums import JoinKind, JoinState
from allmende.portal.organisations.forms.joining import AcceptForm, RefuseForm
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import JoinRequest, Member, User
from allmende.portal.organisations.views.administration import administrator, trail

ORDERS = {"seit": ["confirmed_at"], "name": ["name"]}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody decides: names of the pages, the way to them, who decides."""

    by: Member | User
    list_name: str
    one_name: str
    trail: list[tuple[str, str]]


@administrator
def listing(request: MemberRequest) -> HttpResponse:
    return _list(request, _own(request), join_requests.waiting_in(request.member.organisation))


@administrator
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    mine = JoinRequest.objects.filter(organisation=request.member.organisation)
    return _decide(request, _own(request), _proven(mine, pk))


@network_required
def network_listing(request: HttpRequest) -> HttpResponse:
    return _list(request, _network(request), join_requests.waiting_for_operators())


@network_required
def network_decide(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, _network(request), _proven(JoinRequest.objects.all(), pk))


def _list(request: HttpRequest, desk: Desk, waiting: Any) -> HttpResponse:
    page = lists.page_of(request, lists.ordered(request, waiting, ORDERS))
    context = {"trail": desk.trail, "page": page, "one": desk.one_name}
    return render(request, "organisations/join/requests.html", context)


def _decide(request: HttpRequest, desk: Desk, found: JoinRequest) -> HttpResponse:
    refuses = "ablehnen" in request.POST
    data = posted(request)
    with_roles = found.kind in (JoinKind.APPROVAL, JoinKind.MAIL_DOMAIN)
    accept = AcceptForm(None if refuses else data, with_roles=with_roles)
    refuse = RefuseForm(data if refuses else None)
    act = _refusal(found, refuse, desk) if refuses else _acceptance(request, found, accept, desk)
    form = refuse if refuses else accept
    if form.is_valid() and done(form, act):
        outcome = "abgelehnt" if refuses else "aufgenommen"
        messages.success(request, f"{found.name} ist {outcome} und bekommt eine E-Mail.")
        return redirect(desk.list_name)
    context = {
        "join": found,
        "is_open": found.state == JoinState.OPEN,
        "accept_form": accept,
        "refuse_form": refuse,
        "trail": [*desk.trail, ("Beitritte", reverse(desk.list_name))],
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/join/decide.html", context, status=status)


def _acceptance(
    request: HttpRequest, found: JoinRequest, form: AcceptForm, desk: Desk
) -> Callable[[], JoinRequest]:
    def address(token: str) -> str:
        return request.build_absolute_uri(reverse("invitation", args=[token]))

    return lambda: deciding.accept(
        found, roles=form.cleaned_data.get("roles", ()), by=desk.by, address=address
    )


def _refusal(found: JoinRequest, form: RefuseForm, desk: Desk) -> Callable[[], JoinRequest]:
    return lambda: deciding.refuse(found, reason=form.cleaned_data["reason"], by=desk.by)


def _proven(among: Any, pk: int) -> JoinRequest:
    """Nobody decides about an address that has not been proven."""
    proven = among.exclude(confirmed_at=None).select_related("organisation", "user")
    return cast("JoinRequest", get_object_or_404(proven, pk=pk))


def _own(request: MemberRequest) -> Desk:
    return Desk(request.member, "join-requests", "join-request", trail())


def _network(request: HttpRequest) -> Desk:
    way = [("Netzwerk", reverse("network"))]
    person = cast("User", request.user)
    return Desk(person, "network-join-requests", "network-join-request", way)
