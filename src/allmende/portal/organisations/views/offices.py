"""Offices: list, create, change, delete."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from allmende.portal.core import lists
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.domain import offices, queries
from allmende.portal.organisations.forms.places import OfficeForm
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Office
from allmende.portal.organisations.views.administration import administrator, trail

ORDERS = {"name": ["name"], "mitglieder": ["people", "name"]}


@administrator
def listing(request: MemberRequest) -> HttpResponse:
    rows = queries.offices_with_people(request.member.organisation)
    page = lists.page_of(request, lists.ordered(request, rows, ORDERS))
    return render(request, "organisations/offices.html", {"trail": trail(), "page": page})


@administrator
def create(request: MemberRequest) -> HttpResponse:
    form = OfficeForm(posted(request))
    organisation = request.member.organisation
    if form.is_valid() and done(
        form, lambda: offices.create(organisation, values=form.cleaned_data, by=request.member)
    ):
        messages.success(request, "Die Stelle ist angelegt.")
        return redirect("offices")
    return render(request, "core/form_page.html", _form("Neue Stelle", form))


@administrator
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    office = _office(request, pk)
    title = office.name
    form = OfficeForm(posted(request), instance=office)
    if form.is_valid() and done(
        form, lambda: offices.change(office, values=form.cleaned_data, by=request.member)
    ):
        messages.success(request, "Die Stelle ist gespeichert.")
        return redirect("offices")
    dangers = [(reverse("office-delete", args=[pk]), "Stelle löschen")]
    return render(request, "core/form_page.html", {**_form(title, form), "dangers": dangers})


@administrator
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    office = _office(request, pk)
    if request.method == "POST":
        offices.delete(office, by=request.member)
        messages.success(request, f"Die Stelle „{office}“ ist gelöscht.")
        return redirect("offices")
    context = {
        "title": f"Stelle „{office}“ löschen",
        "trail": trail(("Stellen", "offices")),
        "text": "Mitglieder, Dokumente und Anfragen der Stelle bleiben, dann ohne Stelle.",
        "losses": ["Name, Anschrift, Telefon und Öffnungszeiten der Stelle"],
        "action": "Stelle löschen",
        "back": reverse("office", args=[pk]),
    }
    return render(request, "core/confirm.html", context)


def _office(request: MemberRequest, pk: int) -> Office:
    return get_object_or_404(queries.offices_of(request.member.organisation), pk=pk)


def _form(title: str, form: OfficeForm) -> dict[str, Any]:
    return {
        "title": title,
        "trail": trail(("Stellen", "offices")),
        "form": form,
        "back": reverse("offices"),
    }
