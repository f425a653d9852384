"""Members: list, roles and office, removal and its undoing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.domain import mails, members, queries
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.forms.people import MemberForm, PeopleFilter
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member
from allmende.portal.organisations.views.administration import administrator, trail

ORDERS = {
    "name": ["user__name"],
    "email": ["user__email"],
    "stelle": ["office__name"],
    "seit": ["joined_at"],
}


@administrator
def listing(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    context = {
        "trail": trail(),
        "filter": PeopleFilter(request.GET, organisation=organisation),
        "page": lists.page_of(request, _found(request)),
        "removed": queries.removed_people(organisation),
    }
    return render(request, "organisations/members.html", context)


@administrator
def export(request: MemberRequest) -> HttpResponseBase:
    header = ["Name", "E-Mail", "Stelle", "Rollen", "Mitglied seit"]
    return csv_response(
        "mitglieder.csv", header=header, rows=[_row(member) for member in _found(request)]
    )


@administrator
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    form = MemberForm(posted(request), member=member)
    if form.is_valid() and done(
        form, lambda: members.change(member, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, f"Die Angaben zu {member.user} sind gespeichert.")
        return redirect("members")
    context = {
        "title": str(member.user),
        "trail": trail(("Mitglieder", "members")),
        "intro": member.user.email,
        "form": form,
        "back": reverse("members"),
        "dangers": [
            (reverse("member-reset", args=[pk]), "Zweiten Anmeldeschritt zurücksetzen"),
            (reverse("member-remove", args=[pk]), "Mitglied entfernen"),
        ],
    }
    return render(request, "core/form_page.html", context)


@administrator
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    if request.method == "POST":
        try:
            members.remove(member, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("member", pk)
        messages.success(
            request, f"{member.user} ist entfernt. Unten auf der Seite nehmen Sie das zurück."
        )
        return redirect("members")
    return render(request, "core/confirm.html", _removal(member))


@administrator
def reset_second_factor(request: MemberRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    if request.method == "POST":
        try:
            members.reset_second_factor(member, by=request.member)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            mails.send_reset_notice(member, by=request.member)
            messages.success(request, f"{member.user} meldet sich wieder nur mit Passwort an.")
        return redirect("member", pk)
    context = {
        **_removal(member),
        "title": f"Zweiten Anmeldeschritt von {member.user} zurücksetzen",
        "text": "Tun Sie das nur, wenn die Person Sie selbst darum gebeten hat und Sie sie kennen.",
        "losses": ["App für Einmalcodes, Passkeys und Wiederherstellungscodes der Person"],
        "action": "Zurücksetzen",
    }
    return render(request, "core/confirm.html", context)


@administrator
@require_POST
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(queries.removed_people(request.member.organisation), pk=pk)
    try:
        member = members.restore(entry, organisation=request.member.organisation, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{member.user} ist wieder Mitglied.")
    return redirect("members")


def _member(request: MemberRequest, pk: int) -> Member:
    return get_object_or_404(queries.people_of(request.member.organisation), pk=pk)


def _found(request: MemberRequest) -> Any:
    ask = request.GET
    people = queries.find_people(
        request.member.organisation,
        text=ask.get("suche", "").strip(),
        role=ask.get("rolle", ""),
        office=ask.get("stelle", ""),
    )
    return lists.ordered(request, people, ORDERS)


def _row(member: Member) -> list[str]:
    roles = ", ".join(str(Role(role).label) for role in sorted(member.role_names))
    since = localtime(member.joined_at).strftime("%d.%m.%Y")
    return [member.user.name, member.user.email, str(member.office or ""), roles, since]


def _removal(member: Member) -> dict[str, Any]:
    return {
        "title": f"{member.user} entfernen",
        "trail": trail(("Mitglieder", "members")),
        "text": f"{member.user} kann danach nichts Internes von {member.organisation} mehr lesen.",
        "losses": [
            "Rollen, Stelle und Arbeitsgruppen: 14 Tage lang können Sie das zurücknehmen.",
            "Die eigenen Fragen der Person an das interne Wissen: sie sind sofort gelöscht.",
            "Dokumente und das Protokoll bleiben erhalten.",
        ],
        "action": "Mitglied entfernen",
        "back": reverse("member", args=[member.pk]),
    }
