"""Bringing documents in: the upload page and the state of a batch."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core import lists
from allmende.portal.core.domain.errors import Refused
from allmende.portal.knowledge.domain import imports, queries
from allmende.portal.knowledge.domain.imports import Source
from allmende.portal.knowledge.enums import ImportState
from allmende.portal.knowledge.forms import UploadForm
from allmende.portal.knowledge.models import Collection, Import
from allmende.portal.organisations.access import role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest

STOP_POLLING = 286  # htmx's own status code


@role_required(Role.EDITOR)
def upload(request: MemberRequest, pk: int) -> HttpResponse:
    collection = queries.own_collection(request.member, pk)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and (batch := _start(request, form, collection)):
            return redirect("import", batch.pk)
    context = {"collection": collection, "form": form, "most": imports.MOST_FILES}
    return render(request, "knowledge/upload.html", context)


def _start(request: MemberRequest, form: UploadForm, collection: Collection) -> Import | None:
    sources = [Source(file.name, file) for file in form.cleaned_data["chosen"]]
    try:
        return imports.start(collection, sources=sources, by=request.member)
    except Refused as refused:
        form.add_error("chosen", str(refused))
        return None


@role_required(Role.EDITOR)
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    batch = queries.own_import(request.member, pk)
    context = _context(request, batch)
    if not request.GET.get("teil"):
        return render(request, "knowledge/import.html", context)
    if not context["is_over"]:
        return render(request, "knowledge/import.html#progress", context)
    response = HttpResponse(status=STOP_POLLING)
    response["HX-Refresh"] = "true"  # now the whole page tells the result
    return response


@role_required(Role.EDITOR)
@require_POST
def retry(request: MemberRequest, pk: int) -> HttpResponse:
    batch = queries.own_import(request.member, pk)
    try:
        imports.retry(batch, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("import", pk)


def _context(request: MemberRequest, batch: Import) -> dict[str, Any]:
    counts = queries.item_counts(batch)
    waiting = counts[ImportState.WAITING] + counts[ImportState.RUNNING]
    items = queries.items_of(batch)
    return {
        "batch": batch,
        "counts": counts,
        "done": sum(counts.values()) - waiting,
        "total": sum(counts.values()),
        "is_over": batch.job is None or batch.job.is_over,
        "may_cancel": bool(batch.job and batch.job.started_by_id == request.user.pk),
        "may_retry": queries.may_be_retried(batch),
        "page": lists.page_of(request, items),
    }
