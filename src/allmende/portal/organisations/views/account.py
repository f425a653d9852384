"""The person's own pages: profile, organisation, log-in, own data, leaving."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations import second_factor
from allmende.portal.organisations.domain import accounts, join_requests, members, queries
from allmende.portal.organisations.forms.joining import EraseForm
from allmende.portal.organisations.forms.people import ProfileForm
from allmende.portal.organisations.middleware import SESSION_KEY, VisitorRequest
from allmende.portal.organisations.models import User


@login_required
def overview(request: VisitorRequest) -> HttpResponse:
    user = _person(request)
    form = ProfileForm(posted(request), initial={"name": user.name})
    if form.is_valid() and done(
        form, lambda: accounts.rename(user, name=form.cleaned_data["name"], by=user)
    ):
        messages.success(request, "Ihr Name ist gespeichert.")
        return redirect("account")
    prefetch_related_objects(request.memberships, "roles", "office")
    context = {
        "form": form,
        "groups": queries.groups_with(user),
        "joining": join_requests.own(user),
        "factors": second_factor.of(user),
        "second_factor_missing": second_factor.is_missing(request),
    }
    return render(request, "organisations/account.html", context)


@login_required
@require_POST
def switch(request: VisitorRequest) -> HttpResponse:
    wanted = request.POST.get("organisation", "")
    member = next((m for m in request.memberships if str(m.organisation_id) == wanted), None)
    if member is None:
        messages.error(request, "Zu dieser Organisation gehören Sie nicht.")
        return redirect("account")
    request.session[SESSION_KEY] = member.organisation_id
    messages.success(request, f"Sie arbeiten jetzt für {member.organisation}.")
    return redirect("start")


@login_required
def leave(request: VisitorRequest, pk: int) -> HttpResponse:
    user = _person(request)
    member = get_object_or_404(queries.memberships(user), pk=pk)
    if request.method == "POST":
        try:
            members.leave(member, by=member)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Sie gehören nicht mehr zu {member.organisation}.")
        return redirect("account")
    context = {
        "title": f"{member.organisation} verlassen",
        "trail": [("Konto", reverse("account"))],
        "text": f"Sie können danach nichts Internes von {member.organisation} mehr lesen.",
        "losses": [
            "Ihre Rollen, Ihre Stelle und Ihre Arbeitsgruppen dort",
            "Ihre Fragen an das interne Wissen dort",
        ],
        "action": "Organisation verlassen",
        "back": reverse("account"),
    }
    return render(request, "core/confirm.html", context)


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: HttpRequest) -> HttpResponse:
    user = _person(request)
    form = EraseForm(posted(request))
    if form.is_valid():
        try:
            accounts.erase(user, by=user, label=form.label_for(user.name))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("account")
        logout(request)
        messages.success(request, "Ihr Konto ist gelöscht.")
        return redirect("places")
    context = {
        "form": form,
        "title": "Konto löschen",
        "trail": [("Konto", reverse("account"))],
        "text": "Das lässt sich nicht rückgängig machen.",
        "losses": [
            "Ihr Zugang mit Passwort, App und Passkeys",
            "Ihre Mitgliedschaften, Rollen, Arbeitsgruppen und Mitteilungen",
            "Ihre Anfragen, Entwürfe und Einstellungen für E-Mails",
            "Ihre Fragen an das interne Wissen",
            "Im Protokoll bleibt Ihr Name stehen: Es weist nach, wer was geändert hat.",
        ],
        "action": "Konto endgültig löschen",
        "back": reverse("account"),
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/account_erase.html", context, status=status)


@login_required
def no_organisation(request: VisitorRequest) -> HttpResponse:
    if request.member:
        return redirect("start")
    return render(request, "organisations/no_organisation.html", status=403)


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)
