"""The administration's editor of the organisation's profile, with a preview for others."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from allmende.portal.core.domain import drafts
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.domain import offerings, profiles
from allmende.portal.organisations.domain.audience import NETWORK_KEY
from allmende.portal.organisations.forms.presenting import OfferingForm, ProfileForm
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Offering, Profile
from allmende.portal.organisations.views.administration import administrator, trail

OTHERS = (("Alle, ohne Anmeldung", frozenset[str]()), ("Mitglieder", frozenset({NETWORK_KEY})))


@administrator
def edit(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    key = f"organisations/profile/{organisation.pk}"
    profile = profiles.of(organisation)
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    form = ProfileForm(posted(request), instance=profile, initial=_kept(draft, profile))
    context: dict[str, Any] = {"draft_key": key, "draft": draft}
    if form.is_valid():
        if "vorschau" in request.POST:
            context["previews"] = _previews(form.instance)
        elif _saved(request, form, context):
            drafts.discard(request.user, key)
            messages.success(request, "Das Profil ist gespeichert.")
            return redirect("profile")
    context |= {
        "trail": trail(),
        "form": form,
        "organisation": organisation,
        "offerings": offerings.of(organisation),
    }
    status = 409 if "theirs" in context else 422 if form.errors else 200
    return render(request, "organisations/profile/edit.html", context, status=status)


@administrator
def create_offering(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    form = OfferingForm(posted(request), initial={"kind": request.GET.get("art", "offer")})
    if form.is_valid() and done(
        form,
        lambda: offerings.create(organisation, values=form.cleaned_data, by=request.member),
    ):
        messages.success(request, f"„{form.cleaned_data['title']}“ steht in Ihrem Profil.")
        return redirect(_list())
    context = _context("Angebot oder Gesuch", form)
    return render(request, "core/form_page.html", context, status=_status(form))


@administrator
def edit_offering(request: MemberRequest, pk: int) -> HttpResponse:
    offering = _offering(request, pk)
    title = offering.title
    form = OfferingForm(posted(request), instance=offering)
    if form.is_valid() and done(
        form,
        lambda: offerings.change(
            _offering(request, pk), values=form.cleaned_data, by=request.member
        ),
    ):
        messages.success(request, f"„{form.cleaned_data['title']}“ ist gespeichert.")
        return redirect(_list())
    dangers = [(reverse("offering-delete", args=[pk]), "Eintrag löschen")]
    context = {**_context(title, form), "dangers": dangers}
    return render(request, "core/form_page.html", context, status=_status(form))


@administrator
def delete_offering(request: MemberRequest, pk: int) -> HttpResponse:
    offering = _offering(request, pk)
    if request.method == "POST":
        offerings.delete(offering, by=request.member)
        messages.success(request, f"„{offering.title}“ ist gelöscht.")
        return redirect(_list())
    context = {
        **_context(f"„{offering.title}“ löschen", None),
        "text": "Der Eintrag verschwindet sofort aus Ihrem Profil und aus der Suche.",
        "action": "Eintrag löschen",
        "back": reverse("offering", args=[pk]),
    }
    return render(request, "core/confirm.html", context)


def _saved(request: MemberRequest, form: ProfileForm, context: dict[str, Any]) -> bool:
    """After a conflict the form carries on from the other one's revision."""
    organisation, values = request.member.organisation, form.cleaned_data
    try:
        profiles.save(organisation, values=values, revision=values["revision"], by=request.member)
    except Conflict as conflict:
        theirs = profiles.of(organisation)
        form.data = {**form.data.dict(), "revision": theirs.revision}  # type: ignore[attr-defined]
        form.add_error(None, str(conflict))
        context["theirs"] = theirs
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _previews(profile: Profile) -> list[tuple[str, profiles.Shown]]:
    stored = list(offerings.of(profile.organisation))
    return [(who, profiles.shown_with(keys, profile, offerings=stored)) for who, keys in OTHERS]


def _kept(draft: Any, profile: Profile) -> dict[str, Any]:
    kept = {name: values[-1] for name, values in draft.data.items() if values} if draft else {}
    return {"revision": profile.revision, **kept}


def _offering(request: MemberRequest, pk: int) -> Offering:
    return get_object_or_404(offerings.of(request.member.organisation), pk=pk)


def _list() -> str:
    return f"{reverse('profile')}#angebote"


def _status(form: Any) -> int:
    return 422 if form.errors else 200


def _context(title: str, form: Any) -> dict[str, Any]:
    return {
        "title": title,
        "trail": trail(("Profil", "profile")),
        "form": form,
        "back": _list(),
    }
