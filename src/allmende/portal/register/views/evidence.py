"""Evidence of one use case and the maturity that follows from it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import drafts
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt, done, posted
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register import rules
from allmende.portal.register.domain import evidence, evidence_files, maturity
from allmende.portal.register.domain.maturity import Maturity
from allmende.portal.register.forms.evidence import EvidenceFilter, EvidenceForm, WithdrawForm
from allmende.portal.register.models import Evidence, UseCase
from allmende.portal.register.views.access import trail, use_case_view
from allmende.portal.register.views.panel import Panel

STATES = {
    "valid": ("gültig", "success"),
    "soon": ("bald abgelaufen", "warning"),
    "expired": ("abgelaufen", "danger"),
    "withdrawn": ("zurückgezogen", "danger"),
}
ORDERS = {
    "ausgestellt": ["-issued_on"],
    "titel": ["title"],
    "belegt": ["subject", "-issued_on"],
    "bis": ["expires_on"],
}
HEADER = [
    "Titel",
    "Belegt",
    "Art",
    "Stand",
    "Ausgestellt am",
    "Ausgestellt von",
    "Gültig bis",
    "Messwert",
    "Einheit",
    "Datei",
    "Adresse",
    "SHA-256",
]


@use_case_view()
@require_safe
def listing(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    form = _filter(request)
    page = page_of(request, ordered(request, _filtered(use_case, form), ORDERS))
    reached, rungs = maturity.ladder_of(use_case)
    context = {
        "use_case": use_case,
        "trail": trail(use_case),
        "filter": form,
        "page": page,
        "rows": [(one, *STATES[evidence.state_of(one)]) for one in page],
        "any": bool(page.paginator.count) or use_case.evidence.exists(),
        "may_prove": rules.may_prove(request.member, use_case),
        "rungs": rungs,
        **_in_words(reached),
    }
    return render(request, "register/evidence/listing.html", context)


@use_case_view()
@require_safe
def export(request: MemberRequest, use_case: UseCase) -> HttpResponseBase:
    found = _filtered(use_case, _filter(request)).order_by("-issued_on", "pk")
    return csv_response("nachweise.csv", header=HEADER, rows=_rows(found))


@use_case_view(may=rules.may_prove)
def new(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    key = f"register/{use_case.pk}/nachweis"
    draft = drafts.find(request.user, key) if request.method != "POST" else None
    form = EvidenceForm(
        posted(request),
        request.FILES or None,
        use_case=use_case,
        may_edit=rules.may_edit(request.member, use_case),
        subject=request.GET.get("belegt", ""),
        initial={name: values[-1] for name, values in draft.data.items()} if draft else None,
    )
    if form.is_valid() and (kept := attempt(form, lambda: _record(request, use_case, form))):
        drafts.discard(request.user, key)
        messages.success(request, f"Der Nachweis „{kept.title}“ ist gespeichert.")
        return redirect("use-case-evidence", use_case.pk)
    context = {
        "form": form,
        "use_case": use_case,
        "trail": _trail(use_case),
        "draft_key": key,
        "draft": draft,
    }
    status = 422 if form.errors else 200
    return render(request, "register/evidence/new.html", context, status=status)


@use_case_view(may=rules.may_prove)
def withdraw(request: MemberRequest, use_case: UseCase, evidence_pk: int) -> HttpResponse:
    one = _one_or_404(use_case, evidence_pk)
    form = WithdrawForm(posted(request))
    if form.is_valid() and done(
        form,
        lambda: evidence.withdraw(one, reason=form.cleaned_data["reason"], by=request.member),
    ):
        messages.success(request, f"„{one.title}“ ist zurückgezogen.")
        return redirect("use-case-evidence", use_case.pk)
    context = {
        "title": "Nachweis zurückziehen",
        "intro": f"„{one.title}“ bleibt mit dem Grund in der Liste, zählt aber nicht mehr. "
        "Das lässt sich nicht rückgängig machen; Sie können ihn neu hinterlegen.",
        "form": form,
        "submit": "Zurückziehen",
        "trail": _trail(use_case),
        "back": evidence.address_of(use_case),
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


@use_case_view()
@require_safe
def file(_: MemberRequest, use_case: UseCase, evidence_pk: int) -> HttpResponseBase:
    """Always as a download: an uploaded file must never run in our own origin."""
    one = _one_or_404(use_case, evidence_pk)
    try:
        content = evidence_files.opened(one)
    except FileNotFoundError as error:
        raise Http404 from error
    kind = evidence_files.content_type(one.filename)
    return FileResponse(content, as_attachment=True, filename=one.filename, content_type=kind)


def panel(request: MemberRequest, use_case: UseCase) -> Panel:
    reached = maturity.maturity_of(use_case)
    states = [evidence.state_of(one) for one in use_case.evidence.all()]
    context = {
        **_in_words(reached),
        "more": len(reached.blocking) - 1,
        "level": f"Stufe {reached.level} von 9: {reached.name}",
        "valid": states.count("valid") + states.count("soon"),
        "soon": states.count("soon"),
        "expired": states.count("expired"),
        "may_prove": rules.may_prove(request.member, use_case),
    }
    return Panel("nachweise", "Reife und Nachweise", "register/evidence/panel.html", context)


def _in_words(reached: Maturity) -> dict[str, Any]:
    axes = [(maturity.AXES[key], level) for key, level in reached.axes.items()]
    return {"maturity": reached, "axes": axes}


def _record(request: MemberRequest, use_case: UseCase, form: EvidenceForm) -> Evidence:
    return evidence.record(
        use_case,
        values=form.values,
        file=form.cleaned_data["datei"],
        by=request.member,
        measures_goal=bool(form.cleaned_data.get("measures_goal")),
    )


def _one_or_404(use_case: UseCase, pk: int) -> Evidence:
    one = evidence.one(use_case, pk)
    if one is None:
        raise Http404
    return one


def _filter(request: MemberRequest) -> EvidenceFilter:
    form = EvidenceFilter(request.GET)
    form.is_valid()
    return form


def _filtered(use_case: UseCase, form: EvidenceFilter) -> Any:
    chosen = form.cleaned_data
    return evidence.find(
        use_case,
        subject=chosen.get("belegt", ""),
        kind=chosen.get("art", ""),
        state=chosen.get("stand", ""),
    )


def _rows(found: Any) -> Iterator[list[Any]]:
    for one in found:
        yield [
            one.title,
            one.get_subject_display(),
            one.get_kind_display(),
            STATES[evidence.state_of(one)][0],
            one.issued_on,
            one.issuer,
            one.expires_on,
            one.value,
            one.unit,
            one.filename,
            one.link,
            one.sha256,
        ]


def _trail(use_case: UseCase) -> list[tuple[str, str]]:
    return [*trail(use_case), ("Nachweise", reverse("use-case-evidence", args=[use_case.pk]))]
