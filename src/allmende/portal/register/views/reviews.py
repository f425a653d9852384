"""After go-live: the yearly review and the substantial change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from allmende.portal.core.forms import done, posted
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import reviews, use_cases
from allmende.portal.register.forms.lifecycle import ReasonForm
from allmende.portal.register.models import UseCase
from allmende.portal.register.views.access import trail, use_case_view


@use_case_view(may=rules.may_steer)
def review(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    form = ReasonForm(
        posted(request),
        initial={"revision": use_case.revision},
        label="Was haben Sie geprüft?",
        help_text="Zum Beispiel: Ziele gemessen, Angaben und Einstufung verglichen, Beschwerden "
        "ausgewertet.",
    )
    if form.is_valid() and done(
        form,
        lambda: reviews.confirm(
            use_case,
            note=form.cleaned_data["reason"],
            revision=form.cleaned_data["revision"],
            by=request.member,
        ),
    ):
        messages.success(request, "Die Überprüfung ist vermerkt. Die nächste folgt in einem Jahr.")
        return redirect("use-case", use_case.pk)
    context = {
        "title": "Überprüfung",
        "intro": _due(use_case) + " Prüfen Sie, ob Zweck, System, Daten und Einstufung noch so "
        "sind, wie sie hier stehen. Hat sich etwas Wesentliches geändert, beginnen Sie unten "
        "eine wesentliche Änderung.",
        "form": form,
        "submit": "Geprüft und unverändert",
        "trail": trail(use_case),
        "back": use_cases.address_of(use_case),
        "dangers": [(f"{use_cases.address_of(use_case)}aenderung/", "Wesentliche Änderung")],
    }
    return render(request, "core/form_page.html", context, status=_status(form))


@use_case_view(may=rules.may_steer)
def change(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    form = ReasonForm(
        posted(request),
        initial={"revision": use_case.revision},
        label="Was ändert sich wesentlich?",
        help_text="Zum Beispiel: anderer Anbieter, neues Modell, neuer Zweck, andere Daten.",
    )
    if form.is_valid() and done(
        form,
        lambda: reviews.change_substantially(
            use_case,
            reason=form.cleaned_data["reason"],
            revision=form.cleaned_data["revision"],
            by=request.member,
        ),
    ):
        messages.success(
            request, "Die neue Runde beginnt mit der Vorprüfung. Alle Rollen entscheiden neu."
        )
        return redirect("use-case-state", use_case.pk)
    context = {
        "title": "Wesentliche Änderung",
        "intro": "Der Anwendungsfall geht zurück in die Vorprüfung, und die Freigaben beginnen "
        "von vorn. Frühere Entscheidungen bleiben lesbar, gelten aber nicht mehr. Ein laufender "
        "Betrieb endet damit, bis der Anwendungsfall wieder freigegeben ist.",
        "form": form,
        "submit": "Neue Runde beginnen",
        "trail": trail(use_case),
        "back": use_cases.address_of(use_case),
    }
    return render(request, "core/form_page.html", context, status=_status(form))


def _due(use_case: UseCase) -> str:
    if not use_case.review_due:
        return ""
    return f"Fällig am {date_format(use_case.review_due, 'DATE_FORMAT')}."


def _status(form: ReasonForm) -> int:
    return 422 if form.errors else 200
