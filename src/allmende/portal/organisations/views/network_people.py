"""Running the network: who does something for all, and experts without an organisation."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core import lists
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.access import network_required
from allmende.portal.organisations.domain import experts, network_roles
from allmende.portal.organisations.forms.joining import NetworkRoleFilter, NetworkRoleForm
from allmende.portal.organisations.models import NetworkRoleAssignment, User

ORDERS = {"name": ["user__name"], "aufgabe": ["role", "user__name"], "email": ["user__email"]}
EXPERT_ORDERS = {"name": ["user__name"], "email": ["user__email"], "seit": ["joined_at"]}
WAY = ("Netzwerk", "/verwaltung/netzwerk/")


@network_required
def roles(request: HttpRequest) -> HttpResponse:
    form = NetworkRoleForm(posted(request))
    if form.is_valid() and done(
        form, lambda: network_roles.give(**form.cleaned_data, by=_operator(request))
    ):
        messages.success(request, "Die Aufgabe ist gegeben. Die Person bekommt eine Mitteilung.")
        return redirect("network-roles")
    context = {
        "trail": [WAY],
        "form": form,
        "filter": NetworkRoleFilter(request.GET),
        "page": lists.page_of(request, _found(request)),
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/network_roles.html", context, status=status)


@network_required
def export(request: HttpRequest) -> HttpResponseBase:
    header = ["Name", "E-Mail", "Aufgabe", "Organisationen"]
    return csv_response("aufgaben.csv", header=header, rows=[_row(one) for one in _found(request)])


@network_required
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    given = get_object_or_404(network_roles.listed(), pk=pk)
    network_roles.take(given, by=_operator(request))
    messages.success(request, f"{given.user} hat die Aufgabe „{given}“ nicht mehr.")
    return redirect("network-roles")


@network_required
def expert_list(request: HttpRequest) -> HttpResponse:
    found = lists.ordered(request, experts.people(), EXPERT_ORDERS)
    context = {"trail": [WAY], "page": lists.page_of(request, found)}
    return render(request, "organisations/experts.html", context)


@network_required
def remove_expert(request: HttpRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(experts.people(), pk=pk)
    if request.method == "POST":
        experts.remove(member, by=_operator(request))
        messages.success(request, f"{member.user} gehört nicht mehr zu den Fachleuten.")
        return redirect("experts")
    context = {
        "title": f"{member.user} entfernen",
        "trail": [WAY, ("Fachleute", reverse("experts"))],
        "text": "Die Person liest danach nichts mehr, was nur für Mitglieder bestimmt ist.",
        "losses": ["Ihre Arbeitsgruppen", "Was sie geschrieben hat, bleibt stehen."],
        "action": "Fachperson entfernen",
        "back": reverse("experts"),
    }
    return render(request, "core/confirm.html", context)


def _found(request: HttpRequest) -> Any:
    found = network_roles.listed(role=request.GET.get("aufgabe", ""))
    return lists.ordered(request, found, ORDERS)


def _row(given: NetworkRoleAssignment) -> list[str]:
    places = ", ".join(str(member.organisation) for member in given.user.members.all())
    return [given.user.name, given.user.email, str(given), places]


def _operator(request: HttpRequest) -> User:
    return cast("User", request.user)
