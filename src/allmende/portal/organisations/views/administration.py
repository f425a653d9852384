"""The entrance to the administration of one organisation, and its settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from allmende.portal.core.forms import done, posted
from allmende.portal.organisations import second_factor
from allmende.portal.organisations.access import member_required, role_required
from allmende.portal.organisations.domain import organisations, queries
from allmende.portal.organisations.enums import PageKind, Role
from allmende.portal.organisations.forms.places import SettingsForm
from allmende.portal.organisations.middleware import MemberRequest

administrator = role_required(Role.ADMINISTRATOR)


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Breadcrumb below the administration; steps are (title, name of the page)."""
    return [(title, reverse(name)) for title, name in (("Verwaltung", "administration"), *steps)]


@member_required
def overview(request: MemberRequest) -> HttpResponseBase:
    if request.user.is_superuser and not request.member.has_role(Role.ADMINISTRATOR):
        return redirect("network")
    return _overview(request)


@administrator
def _overview(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    context = {
        "counts": queries.administration_counts(organisation),
        "page_total": len(PageKind),
        "second_factor_missing": second_factor.is_missing(request),
    }
    return render(request, "organisations/administration.html", context)


@administrator
def settings(request: MemberRequest) -> HttpResponse:
    organisation = queries.organisation_by_slug(request.member.organisation.slug)
    form = SettingsForm(posted(request), instance=organisation)
    if (
        organisation
        and form.is_valid()
        and done(
            form,
            lambda: organisations.change_settings(
                organisation, values=form.cleaned_data, by=request.member
            ),
        )
    ):
        messages.success(request, "Die Einstellungen sind gespeichert.")
        return redirect("administration")
    context = {
        "title": "Einstellungen",
        "trail": trail(),
        "intro": "Kurzname, Art und E-Mail-Domäne ändert der Betrieb des Netzwerks.",
        "form": form,
        "back": reverse("administration"),
    }
    return render(request, "core/form_page.html", context)
