"""Upkeep of one document: edit, replace, delete, restore."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.knowledge.domain import documents, imports, queries
from allmende.portal.knowledge.domain.imports import Source
from allmende.portal.knowledge.forms import DocumentForm, ReplaceForm
from allmende.portal.knowledge.models import Document
from allmende.portal.organisations.access import role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest


@role_required(Role.EDITOR)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    document = queries.own_document(request.member, pk)
    form = DocumentForm.of(document, request.member)
    if request.method == "POST":
        form = DocumentForm(request.POST, member=request.member)
        if form.is_valid():
            return _save(request, document, form)
    return render(request, "knowledge/document_form.html", {"document": document, "form": form})


def _save(request: MemberRequest, document: Document, form: DocumentForm) -> HttpResponse:
    revision = form.cleaned_data["revision"]
    try:
        documents.edit(document, by=request.member, revision=revision, details=form.details())
    except Conflict as conflict:
        return _show_both(request, document, form, conflict)
    messages.success(request, "Das Dokument ist gespeichert.")
    return redirect("source", document.pk)


def _show_both(
    request: MemberRequest, document: Document, form: DocumentForm, conflict: Conflict
) -> HttpResponse:
    """The stored values beside the entered ones; saving again is then a decision."""
    document.refresh_from_db()
    again = request.POST.copy()
    again["revision"] = str(document.revision)
    rows = [
        (field.label, getattr(document, field.name), form.cleaned_data[field.name])
        for field in form.visible_fields()
    ]
    context = {
        "document": document,
        "form": DocumentForm(again, member=request.member),
        "conflict": str(conflict),
        "rows": rows,
    }
    return render(request, "knowledge/document_form.html", context, status=409)


@role_required(Role.EDITOR)
def replace(request: MemberRequest, pk: int) -> HttpResponse:
    document = queries.own_document(request.member, pk)
    form = ReplaceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = imports.replace(document, source=Source(file.name, file), by=request.member)
            return redirect("import", batch.pk)
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "knowledge/replace.html", {"document": document, "form": form})


@role_required(Role.EDITOR)
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    document = queries.own_document(request.member, pk)
    if request.method == "POST":
        documents.delete(document, by=request.member)
        messages.success(
            request, f"„{document}“ ist gelöscht und wird ab sofort nicht mehr gefunden."
        )
        return redirect("collection", document.collection_id)
    context = {"document": document, "days": documents.KEPT_DAYS}
    return render(request, "knowledge/document_delete.html", context)


@role_required(Role.EDITOR)
@require_POST
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    removal = queries.own_removal(request.member, pk)
    collection_id = removal.collection_id
    try:
        batch = documents.restore(removal, by=request.member)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("removed", collection_id)
    imports.resume(batch, by=request.member)
    return redirect("import", batch.pk)
