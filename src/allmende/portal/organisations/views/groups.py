"""Working groups: who belongs to them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.domain import groups, queries, working_groups
from allmende.portal.organisations.forms.people import GroupForm, GuestForm
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Group
from allmende.portal.organisations.views.administration import administrator, trail

ORDERS = {"name": ["name"], "mitglieder": ["people", "name"]}


@administrator
def listing(request: MemberRequest) -> HttpResponse:
    rows = queries.groups_with_people(request.member.organisation)
    page = lists.page_of(request, lists.ordered(request, rows, ORDERS))
    return render(request, "organisations/groups.html", {"trail": trail(), "page": page})


@administrator
def create(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    form = GroupForm(posted(request), organisation=organisation)
    if form.is_valid() and done(
        form, lambda: groups.create(organisation, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, "Die Arbeitsgruppe ist angelegt.")
        return redirect("groups")
    return render(request, "core/form_page.html", _context("Neue Arbeitsgruppe", form))


@administrator
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    form = GroupForm(
        posted(request), initial=_initial(group), organisation=request.member.organisation
    )
    if form.is_valid() and done(
        form, lambda: groups.change(group, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, "Die Arbeitsgruppe ist gespeichert.")
        return redirect("groups")
    return _editor(request, group, form, GuestForm(prefix="gast"))


@administrator
@require_POST
def add_guest(request: MemberRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    guest = GuestForm(request.POST, prefix="gast")
    if guest.is_valid() and done(
        guest, lambda: groups.add_guest(group, **guest.cleaned_data, by=request.member)
    ):
        messages.success(request, "Die Person ist aufgenommen.")
        return redirect("group", pk)
    form = GroupForm(initial=_initial(group), organisation=request.member.organisation)
    return _editor(request, group, form, guest)


@administrator
@require_POST
def remove_guest(request: MemberRequest, pk: int, member: int) -> HttpResponse:
    group = _group(request, pk)
    guest = get_object_or_404(queries.guests_of(group), pk=member)
    groups.remove_guest(group, member=guest, by=request.member)
    messages.success(request, f"{guest} gehört nicht mehr zur Arbeitsgruppe.")
    return redirect("group", pk)


@administrator
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    if request.method == "POST":
        try:
            groups.delete(group, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("group", pk)
        messages.success(request, f"Die Arbeitsgruppe „{group}“ ist gelöscht.")
        return redirect("groups")
    context = {
        **_context(f"Arbeitsgruppe „{group}“ löschen", None),
        "text": "Die Personen bleiben Mitglieder ihrer Organisationen.",
        "losses": [f"Die Zusammensetzung der Gruppe: {group.members.count()} Personen"],
        "action": "Arbeitsgruppe löschen",
        "back": reverse("group", args=[pk]),
    }
    return render(request, "core/confirm.html", context)


def _initial(group: Group) -> dict[str, Any]:
    fields = ("name", "purpose", "topic", "is_open")
    return {name: getattr(group, name) for name in fields} | {"members": group.members.all()}


def _group(request: MemberRequest, pk: int) -> Group:
    return get_object_or_404(queries.groups_of(request.member.organisation), pk=pk)


def _editor(
    request: MemberRequest, group: Group, form: GroupForm, guest: GuestForm
) -> HttpResponse:
    context = {
        **_context(group.name, form),
        "group": group,
        "guest_form": guest,
        "guests": queries.guests_of(group),
        "waiting": working_groups.waiting_of(group),
        "dangers": [(reverse("group-delete", args=[group.pk]), "Arbeitsgruppe löschen")],
    }
    return render(request, "organisations/group.html", context)


def _context(title: str, form: GroupForm | None) -> dict[str, Any]:
    return {
        "title": title,
        "trail": trail(("Arbeitsgruppen", "groups")),
        "form": form,
        "back": reverse("groups"),
    }
