"""Collections: the list, one with its documents, and their upkeep."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from allmende.portal.core import exports, lists
from allmende.portal.knowledge import rules
from allmende.portal.knowledge.domain import collections, documents, embedding, queries
from allmende.portal.knowledge.forms import CollectionForm, FilterForm
from allmende.portal.knowledge.models import Collection, Document
from allmende.portal.organisations.access import member_required, role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest

STOP_POLLING = 286  # htmx's own status code
ORDERS = {
    "titel": ["title"],
    "format": ["format", "title"],
    "zustand": ["state", "valid_until", "title"],
    "stelle": ["office__name", "title"],
    "stand": ["dated", "title"],
    "groesse": ["size"],
}
HEAD = [
    "Titel",
    "Datei",
    "Format",
    "Zustand",
    "Stand",
    "Gültig ab",
    "Gültig bis",
    "Zuständige Stelle",
    "Größe in Byte",
]


@member_required
def collection_list(request: MemberRequest) -> HttpResponse:
    everything = queries.collections_for(request.member)
    page = lists.page_of(request, everything)
    may_create = rules.may_edit(request.member, request.member.organisation_id)
    return render(request, "knowledge/collections.html", {"page": page, "may_create": may_create})


@member_required
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    collection = queries.collection_for(request.member, pk)
    form, found = _filtered(request, collection)
    page = lists.page_of(request, found)
    may_edit = rules.may_edit(request.member, collection.organisation_id)
    context = {
        "collection": collection,
        "filter": form,
        "is_filtered": any(
            value for key, value in request.GET.items() if key not in {"seite", "sortierung"}
        ),
        "page": page,
        "may_edit": may_edit,
        "removals": collection.removals.count() if may_edit else 0,
        **_meaning(collection),
    }
    return render(request, "knowledge/collection.html", context)


@member_required
def as_csv(request: MemberRequest, pk: int) -> HttpResponseBase:
    collection = queries.collection_for(request.member, pk)
    _, found = _filtered(request, collection)
    rows = (_row(document) for document in found)
    return exports.csv_response(f"{collection.slug}.csv", header=HEAD, rows=rows)


@member_required
def meaning(request: MemberRequest, pk: int) -> HttpResponse:
    """The part of the collection's page that tells how far the search by meaning is."""
    collection = queries.collection_for(request.member, pk)
    context = {
        "collection": collection,
        "may_edit": rules.may_edit(request.member, collection.organisation_id),
        **_meaning(collection),
    }
    status = 200 if context["job"] else STOP_POLLING
    return render(request, "knowledge/collection.html#meaning", context, status=status)


@role_required(Role.EDITOR)
@require_POST
def meaning_switch(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop or go on with the search by meaning."""
    collection = queries.own_collection(request.member, pk)
    if request.POST.get("anhalten"):
        embedding.stop(collection)
    else:
        embedding.ensure(collection)
    return redirect("collection", pk)


@role_required(Role.EDITOR)
def create(request: MemberRequest) -> HttpResponse:
    form = CollectionForm(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        organisation = request.member.organisation
        collection = collections.create(organisation, by=request.member, **form.cleaned_data)
        messages.success(request, "Die Sammlung ist angelegt. Laden Sie jetzt Dokumente hoch.")
        return redirect("upload", collection.pk)
    return render(request, "knowledge/collection_form.html", {"form": form})


@role_required(Role.EDITOR)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    collection = queries.own_collection(request.member, pk)
    form = CollectionForm.of(collection, request.member)
    if request.method == "POST":
        form = CollectionForm(request.POST, member=request.member)
        if form.is_valid():
            collections.edit(collection, by=request.member, **form.cleaned_data)
            messages.success(request, "Die Sammlung ist gespeichert.")
            return redirect("collection", pk)
    context = {"form": form, "collection": collection}
    return render(request, "knowledge/collection_form.html", context)


@role_required(Role.EDITOR)
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    collection = queries.own_collection(request.member, pk)
    if request.method == "POST":
        collections.delete(collection, by=request.member)
        messages.success(request, f"Die Sammlung „{collection}“ ist gelöscht.")
        return redirect("collections")
    context = {"collection": collection, "documents": collection.documents.count()}
    return render(request, "knowledge/collection_delete.html", context)


@role_required(Role.EDITOR)
def removed(request: MemberRequest, pk: int) -> HttpResponse:
    collection = queries.own_collection(request.member, pk)
    context = {
        "collection": collection,
        "removals": documents.removals_of(collection),
        "days": documents.KEPT_DAYS,
    }
    return render(request, "knowledge/removed.html", context)


def _filtered(request: HttpRequest, collection: Collection) -> tuple[FilterForm, Any]:
    form = FilterForm(request.GET, collection=collection)
    form.is_valid()  # a wrong value in the address filters nothing
    chosen = getattr(form, "cleaned_data", {})
    found = queries.documents_in(
        collection,
        getattr(request, "member", None),
        text=chosen.get("q", ""),
        condition=chosen.get("zustand", ""),
        office=chosen.get("stelle"),
    )
    return form, lists.ordered(request, found, ORDERS)


def _row(document: Document) -> list[object]:
    return [
        document.title,
        document.filename,
        document.format,
        document.get_state_display(),
        document.dated or "",
        document.valid_from or "",
        document.valid_until or "",
        document.responsible_office or "",
        document.size,
    ]


def _meaning(collection: Collection) -> dict[str, Any]:
    done, total = embedding.documents_done(collection)
    job = embedding.open_jobs(collection).first()
    return {"embedded": done, "readable": total, "job": job}
