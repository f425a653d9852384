"""Running the network: its organisations."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from allmende.portal.core import lists
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.organisations.access import network_required
from allmende.portal.organisations.domain import invitations, join_requests, organisations, queries
from allmende.portal.organisations.domain.invitations import Issued
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.forms.people import FirstAdministratorForm
from allmende.portal.organisations.forms.places import NewOrganisationForm, OrganisationForm
from allmende.portal.organisations.models import Organisation, User
from allmende.portal.organisations.views.invitations import deliver

ORDERS = {"name": ["name"], "art": ["kind", "name"], "mitglieder": ["people", "name"]}


@network_required
def listing(request: HttpRequest) -> HttpResponse:
    page = lists.page_of(request, lists.ordered(request, queries.network(), ORDERS))
    waiting = join_requests.waiting_for_operators().count()
    return render(request, "organisations/network.html", {"page": page, "joining": waiting})


@network_required
def create(request: HttpRequest) -> HttpResponse:
    form = NewOrganisationForm(posted(request))
    if form.is_valid():
        issued = attempt(form, lambda: _found(form.cleaned_data, by=_operator(request)))
        if issued:
            deliver(request, issued)
            return redirect("network")
    context = {**_context("Neue Organisation", form), "submit": "Anlegen und einladen"}
    return render(request, "core/form_page.html", context)


@network_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.network(), pk=pk)
    title, was_active = organisation.name, organisation.is_active
    form = OrganisationForm(posted(request), instance=organisation)
    if form.is_valid() and done(
        form,
        lambda: organisations.change(organisation, values=form.cleaned_data, by=_operator(request)),
    ):
        messages.success(request, "Die Organisation ist gespeichert.")
        return redirect("network")
    action = "Organisation stilllegen" if was_active else "Organisation wieder öffnen"
    dangers = [
        (reverse("organisation-invite", args=[pk]), "Administration einladen"),
        (reverse("organisation-state", args=[pk]), action),
    ]
    return render(request, "core/form_page.html", {**_context(title, form), "dangers": dangers})


@network_required
def change_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an open organisation, open a closed one."""
    organisation = get_object_or_404(queries.network(), pk=pk)
    if request.method == "POST":
        act = organisations.close if organisation.is_active else organisations.reopen
        act(organisation, by=_operator(request))
        state = "wieder geöffnet" if organisation.is_active else "stillgelegt"
        messages.success(request, f"{organisation} ist {state}.")
        return redirect("network")
    return render(request, "core/confirm.html", _question(organisation))


@network_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an organisation has lost its administration, the network's operators help."""
    organisation = get_object_or_404(queries.network(), pk=pk)
    form = FirstAdministratorForm(posted(request))
    if form.is_valid():
        issued = attempt(
            form,
            lambda: invitations.invite(
                organisation,
                email=form.cleaned_data["email"],
                roles=[Role.ADMINISTRATOR],
                by=_operator(request),
            ),
        )
        if issued:
            deliver(request, issued)
            return redirect("network")
    context = {
        **_context(f"Administration für {organisation} einladen", form),
        "submit": "Einladung senden",
    }
    return render(request, "core/form_page.html", context)


@transaction.atomic
def _found(values: dict[str, Any], *, by: User) -> Issued:
    """An organisation and the invitation of its first administrator, or neither."""
    organisation = organisations.create(values, by=by)
    return invitations.invite(
        organisation, email=values["administrator"], roles=[Role.ADMINISTRATOR], by=by
    )


def _operator(request: HttpRequest) -> User:
    return cast("User", request.user)


def _context(title: str, form: Any) -> dict[str, Any]:
    return {
        "title": title,
        "trail": [("Netzwerk", reverse("network"))],
        "form": form,
        "back": reverse("network"),
    }


def _question(organisation: Organisation) -> dict[str, Any]:
    context = {
        "trail": [("Netzwerk", reverse("network"))],
        "back": reverse("organisation", args=[organisation.pk]),
    }
    if not organisation.is_active:
        return context | {
            "title": f"{organisation} wieder öffnen",
            "text": "Öffentliche Seiten und Zugänge der Mitglieder gelten dann wieder.",
            "action": "Organisation wieder öffnen",
        }
    return context | {
        "title": f"{organisation} stilllegen",
        "text": "Das lässt sich jederzeit rückgängig machen. Es wird nichts gelöscht.",
        "losses": [
            "Die öffentlichen Seiten sind nicht mehr erreichbar.",
            "Die Mitglieder kommen nicht mehr an das interne Wissen.",
            "Dokumente der Organisation erscheinen nirgends mehr in Antworten.",
        ],
        "action": "Organisation stilllegen",
    }
