"""Search and read by program: what a member sees on the pages, and nothing else."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Router, Schema, UploadedFile
from ninja.errors import HttpError
from ninja.security import django_auth

from allmende.portal.core.domain import ratelimit
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.permissions import NOT_ALLOWED
from allmende.portal.knowledge import rules
from allmende.portal.knowledge.domain import imports, queries, search
from allmende.portal.knowledge.domain.imports import Source
from allmende.portal.knowledge.models import Collection, Document, Import
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member

router = Router(tags=["Wissen"], auth=django_auth)

SEARCHES_PER_MINUTE = 120
LONGEST_QUESTION = 10_000  # characters
A_PAGE = 100  # documents a page


class Problem(Schema):
    detail: str


PROBLEMS = {
    400: Problem,
    401: Problem,
    403: Problem,
    404: Problem,
    422: Problem,
    429: Problem,
}


class SearchIn(Schema):
    q: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    limit: int = Field(10, ge=1, le=50)


class HitOut(Schema):
    passage_id: int
    document_id: int
    title: str
    heading_path: list[str]
    page: int | None
    mark: str
    sentences: list[str]
    office: str
    organisation: str
    dated: date | None
    recognised: bool
    score: float


class CollectionOut(Schema):
    id: int
    title: str
    description: str
    audience: str
    organisation: str
    office: str
    documents: int


class DocumentOut(Schema):
    id: int
    collection_id: int
    title: str
    filename: str
    format: str
    state: str
    message: str
    office: str
    dated: date | None
    valid_from: date | None
    valid_until: date | None
    pages: int | None
    recognised: bool
    size: int


class DocumentsOut(Schema):
    count: int
    page: int
    documents: list[DocumentOut]


class PassageOut(Schema):
    id: int
    heading_path: list[str]
    page: int | None
    mark: str
    sentences: list[str]


class TextOut(DocumentOut):
    passages: list[PassageOut]


class FileOut(Schema):
    filename: str
    state: str
    message: str
    document_id: int | None


class ImportOut(Schema):
    id: int
    collection_id: int
    created_at: datetime
    files: list[FileOut]


@router.post("/search", response={200: list[HitOut], **PROBLEMS}, summary="Passagen suchen")
def find(request: HttpRequest, asked: SearchIn) -> list[dict[str, Any]]:
    """By POST only: addresses end up in logs, and questions must not."""
    member = _member(request)
    if not ratelimit.allow("search", str(member.user_id), limit=SEARCHES_PER_MINUTE):
        raise HttpError(429, "Das waren viele Suchen in kurzer Zeit. Bitte warten Sie eine Minute.")
    keys = audience.search_keys(member.organisation, member)
    return [_hit(found) for found in search.find(asked.q, keys=keys, limit=asked.limit)]


@router.get("/collections", response={200: list[CollectionOut], **PROBLEMS}, summary="Sammlungen")
def collections(request: HttpRequest) -> list[dict[str, Any]]:
    return [_collection(one) for one in queries.collections_for(_member(request))]


@router.get(
    "/collections/{pk}/documents",
    response={200: DocumentsOut, **PROBLEMS},
    summary="Dokumente einer Sammlung, je Seite 100",
)
def documents(request: HttpRequest, pk: int, page: int = 1) -> dict[str, Any]:
    member = _member(request)
    collection = queries.collection_for(member, pk)
    found = queries.documents_in(collection, member)
    start = (max(page, 1) - 1) * A_PAGE
    shown = [_document(one) for one in found[start : start + A_PAGE]]
    return {"count": found.count(), "page": max(page, 1), "documents": shown}


@router.post(
    "/collections/{pk}/documents",
    response={202: ImportOut, **PROBLEMS},
    summary="Dokumente hochladen; sie werden im Hintergrund gelesen",
)
def upload(
    request: HttpRequest, pk: int, files: File[list[UploadedFile]]
) -> tuple[int, dict[str, Any]]:
    member = _member(request)
    collection = queries.own_collection(member, pk)
    if not rules.may_edit(member, collection.organisation_id):
        raise HttpError(403, NOT_ALLOWED)
    sources = [Source(file.name or "Datei", file) for file in files]
    try:
        return 202, _import(imports.start(collection, sources=sources, by=member))
    except Refused as refused:
        raise HttpError(422, str(refused)) from refused


@router.get("/imports/{pk}", response={200: ImportOut, **PROBLEMS}, summary="Stand einer Aufnahme")
def import_state(request: HttpRequest, pk: int) -> dict[str, Any]:
    member = _member(request)
    batch = queries.own_import(member, pk)
    if not rules.may_edit(member, batch.collection.organisation_id):
        raise HttpError(403, NOT_ALLOWED)
    return _import(batch)


@router.get(
    "/documents/{pk}", response={200: TextOut, **PROBLEMS}, summary="Ein Dokument mit seinem Text"
)
def document_text(request: HttpRequest, pk: int) -> dict[str, Any]:
    document = queries.document_for(_member(request), pk)
    passages = [
        {
            "id": passage.pk,
            "heading_path": passage.heading_path,
            "page": passage.page,
            "mark": passage.mark,
            "sentences": passage.sentences,
        }
        for passage in document.passages.all()
    ]
    return {**_document(document), "passages": passages}


def _hit(found: search.FoundPassage) -> dict[str, Any]:
    names = ("passage_id", "document_id", "title", "heading_path", "page", "mark", "sentences")
    return {name: getattr(found, name) for name in (*names, "dated", "recognised", "score")} | {
        "office": str(found.office or ""),
        "organisation": str(found.organisation),
    }


def _collection(collection: Collection) -> dict[str, Any]:
    return {
        "id": collection.pk,
        "title": collection.title,
        "description": collection.description,
        "audience": collection.audience,
        "organisation": str(collection.organisation),
        "office": str(collection.office or ""),
        "documents": collection.opened,  # type: ignore[attr-defined]
    }


def _document(document: Document) -> dict[str, Any]:
    names = [name for name in DocumentOut.model_fields if name not in {"id", "office"}]
    return {name: getattr(document, name) for name in names} | {
        "id": document.pk,
        "office": str(document.responsible_office or ""),
    }


def _import(batch: Import) -> dict[str, Any]:
    names = list(FileOut.model_fields)
    files = [{name: getattr(item, name) for name in names} for item in batch.items.all()]
    return {
        "id": batch.pk,
        "collection_id": batch.collection_id,
        "created_at": batch.created_at,
        "files": files,
    }


def _member(request: HttpRequest) -> Member:
    member: Member | None = getattr(request, "member", None)
    if member is None:
        raise HttpError(403, "Sie gehören noch zu keiner Organisation.")
    return member
