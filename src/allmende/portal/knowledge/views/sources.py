"""The document behind an answer: its text with the cited place, and the original file."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from allmende.portal.knowledge import rules
from allmende.portal.knowledge.domain import queries, reading
from allmende.portal.knowledge.models import Document
from allmende.portal.organisations.access import member_required, organisation_or_404
from allmende.portal.organisations.domain import queries as organisations
from allmende.portal.organisations.middleware import MemberRequest


@member_required
def source(request: MemberRequest, pk: int) -> HttpResponse:
    document = queries.document_for(request.member, pk)
    context = {
        **_context(request, document),
        "may_edit": rules.may_edit(request.member, document.collection.organisation_id),
    }
    return render(request, "knowledge/source.html", context)


@member_required
def source_file(request: MemberRequest, pk: int) -> HttpResponseBase:
    return _send(queries.document_for(request.member, pk))


def public_source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organisation = organisation_or_404(slug)
    document = get_object_or_404(queries.public_documents(organisation), pk=pk)
    context = {
        **_context(request, document),
        "organisation": organisation,
        "page_kinds": organisations.page_kinds(organisation),
    }
    return render(request, "knowledge/public_source.html", context)


def public_source_file(_: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    organisation = organisation_or_404(slug)
    return _send(get_object_or_404(queries.public_documents(organisation), pk=pk))


def _context(request: HttpRequest, document: Document) -> dict[str, Any]:
    cited = reading.Cited.of(request.GET.get("stelle", ""), request.GET.get("saetze", ""))
    return {
        "document": document,
        "parts": reading.parts(document, cited=cited),
        "cited": cited,
        "in_force": reading.in_force(document),
    }


def _send(document: Document) -> FileResponse:
    """Always as a download: an uploaded page must never run in our own origin."""
    try:
        file = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = document.filename.rsplit("/", 1)[-1]
    return FileResponse(
        file, as_attachment=True, filename=name, content_type="application/octet-stream"
    )
