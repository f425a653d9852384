"""Proof of work: search, look, export, correct."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.documents.responding import Format, respond
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.exports import csv_response
from allmende.portal.core.forms import attempt, posted
from allmende.portal.core.lists import ordered, page_of
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import (
    executions,
    queries,
    removing,
    sealing,
    site_proof,
    tables,
)
from allmende.portal.tours.forms.work.proofs import CorrectionForm, ProofFilter, initial_of
from allmende.portal.tours.models import Execution
from allmende.portal.tours.views.access import TRAIL, tours_required

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDERS = {
    "ende": ["-ended_at"],
    "ort": ["label", "-ended_at"],
    "kolonne": ["crew_label", "-ended_at"],
    "arbeit": ["task_label", "-ended_at"],
}


@tours_required(rules.may_read)
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    form = _filter(request)
    page = page_of(request, ordered(request, _found(request, form), ORDERS))
    organisation = request.member.organisation
    context = {
        "filter": form,
        "page": page,
        "site": form.site,
        "any": bool(page.paginator.count) or queries.proofs_of(organisation).exists(),
        "query": request.GET.urlencode(),
    }
    return render(request, "tours/work/proofs.html", context)


@tours_required(rules.may_read)
@require_safe
def export(request: MemberRequest, ending: str) -> HttpResponseBase:
    """The filtered list, oldest first, with the seals."""
    rows = tables.rows(_found(request, _filter(request)))
    if ending == "csv":
        return csv_response("nachweise.csv", header=tables.HEADER, rows=rows)
    response = HttpResponse(tables.xlsx(tables.HEADER, rows, title="Nachweise"), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="nachweise.xlsx"'
    return response


@tours_required(rules.may_read)
@require_safe
def detail(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    proof = _proof(request, pk)
    history = queries.history_of(proof)
    context = {
        "proof": proof,
        "photos": proof.photos.all(),
        "history": history,
        "newest": history[-1],
        "may_remove": rules.may_plan(request.member),
        "has_name": removing.has_name(proof),
        "may_correct": rules.may_plan(request.member) and history[-1] == proof,
    }
    return render(request, "tours/work/proof.html", context)


@tours_required(rules.may_plan)
def correct(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    proof = _proof(request, pk)
    form = CorrectionForm(posted(request), initial=initial_of(proof))
    if form.is_valid():
        new = attempt(form, lambda: _corrected(proof, form, request))
        if new:
            messages.success(request, "Die Korrektur ist hinzugefügt. Der alte Eintrag bleibt.")
            return redirect("tours-proof", new.pk)
    context = {
        "title": f"{proof} korrigieren",
        "form": form,
        "submit": "Korrektur hinzufügen",
        "trail": [
            *TRAIL,
            ("Nachweise", reverse("tours-proofs")),
            (str(proof), reverse("tours-proof", args=[proof.pk])),
        ],
        "back": reverse("tours-proof", args=[proof.pk]),
    }
    return render(request, "core/form_page.html", context, status=422 if form.errors else 200)


@tours_required(rules.may_read)
@require_safe
def photo(request: MemberRequest, pk: uuid.UUID) -> HttpResponseBase:
    found = queries.photo_of(request.member.organisation, pk)
    if found is None or not default_storage.exists(found.file):
        raise Http404
    response = FileResponse(default_storage.open(found.file), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@tours_required(rules.may_read)
@require_safe
def site(request: MemberRequest, pk: int) -> HttpResponse:
    """The proof of one site as PDF; ``?von=`` and ``?bis=``."""
    found = queries.site_of(request.member.organisation, pk)
    if found is None:
        raise Http404
    search = _filter(request).search
    try:
        return respond(site_proof.document(found, first=search.first, last=search.last), Format.PDF)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("tours-proofs")


@tours_required(rules.may_read)
@require_POST
def verify(request: MemberRequest) -> HttpResponse:
    organisation = request.member.organisation
    broken = sealing.verify(organisation)
    if broken is None:
        turn, seal = sealing.last_seal(organisation)
        messages.success(request, f"Alle {turn} Einträge sind unverändert. Letztes Siegel: {seal}")
    else:
        messages.error(
            request,
            f"Ab Nummer {broken} stimmt die Kette nicht: Dort ist ein Eintrag verändert oder "
            "entfernt. Vergleichen Sie mit einer Sicherung oder einem früheren Export.",
        )
    return redirect("tours-proofs")


def _corrected(proof: Execution, form: CorrectionForm, request: MemberRequest) -> Execution:
    return executions.correct(
        proof,
        correction=form.correction,
        reason=form.cleaned_data["reason"],
        by=request.member,
    )


def _filter(request: MemberRequest) -> ProofFilter:
    form = ProofFilter(request.GET, organisation=request.member.organisation)
    form.is_valid()
    return form


def _found(request: MemberRequest, form: ProofFilter) -> QuerySet[Execution]:
    return queries.find(request.member.organisation, form.search)


def _proof(request: MemberRequest, pk: uuid.UUID) -> Any:
    found = queries.proof_of(request.member.organisation, pk)
    if found is None:
        raise Http404
    return found
