"""One file becomes one document: read, cut into passages, write, tell the index."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from allmende.engines.retrieval import parsing, passages
from allmende.engines.retrieval.types import ParsedDocument
from allmende.engines.retrieval.types import Passage as Cut
from allmende.portal.core.domain import audit
from allmende.portal.core.domain.stored_files import StoredFile
from allmende.portal.knowledge import index
from allmende.portal.knowledge.domain import files
from allmende.portal.knowledge.enums import DocumentState
from allmende.portal.knowledge.models import Collection, Document, Embedding, Passage
from allmende.portal.organisations.models import User

type OnPage = Callable[[int, int], None]
DAYS = ("dated", "valid_from", "valid_until")


def unchanged(collection: Collection, sha256: str) -> Document | None:
    """The readable document of the collection with just this content."""
    return collection.documents.filter(sha256=sha256, state=DocumentState.READY).first()


def read(content: bytes, filename: str, *, on_page: OnPage | None = None) -> ParsedDocument:
    """Raises UnreadableDocument with a sentence."""
    limits = parsing.Limits(bytes=settings.UPLOAD_LIMIT_MB * 1_000_000)
    return parsing.parse(content, filename, limits=limits, on_page=on_page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A stored file and where it belongs."""

    collection: Collection
    filename: str
    stored: StoredFile
    user: User | None  # who brought it
    fields: dict[str, Any]
    replaces: int | None = None  # a document that gets new content, also under a new filename

    def earlier(self) -> Document | None:
        documents = Document.objects.filter(collection=self.collection)
        if self.replaces and (replaced := documents.filter(pk=self.replaces).first()):
            return replaced
        return documents.filter(filename=self.filename).first()


def write(arrival: Arrival, parsed: ParsedDocument) -> Document:
    """Create the document, or replace the content of the earlier one."""
    cut = passages.cut(parsed)
    values = _file_values(arrival) | _values(arrival, parsed)
    try:
        return _write(arrival, values, cut)
    except IntegrityError:  # another worker has just created it
        return _write(arrival, values, cut)


@transaction.atomic
def write_failed(arrival: Arrival, message: str) -> Document | None:
    """Keep an unreadable file in the list with its reason; an earlier readable one stays."""
    earlier = arrival.earlier()
    if earlier and earlier.state == DocumentState.READY:
        return None
    values = _file_values(arrival) | {"state": DocumentState.FAILED, "message": message}
    if earlier:
        Document.objects.filter(pk=earlier.pk).update(**values)
        return earlier
    return _create(arrival, arrival.collection.scope, values)


@transaction.atomic
def _write(arrival: Arrival, values: dict[str, Any], cut: list[Cut]) -> Document:
    # The collection's scope is read under a lock: its audience may just be changing.
    scope = Collection.objects.select_for_update().get(pk=arrival.collection.pk).scope
    earlier = arrival.earlier()
    if earlier is None:
        document = _create(arrival, scope, values)
        _add_passages(document, cut, {})
    else:
        document = _replace(earlier, scope, values, cut)
    index.changed([document.pk])
    audit.record(
        "knowledge.document_replaced" if earlier else "knowledge.document_added",
        by=arrival.user,
        about=document,
        organisation_id=arrival.collection.organisation_id,
        details={"filename": arrival.filename},
    )
    return document


def _create(arrival: Arrival, scope: str, values: dict[str, Any]) -> Document:
    return Document.objects.create(
        collection=arrival.collection,
        scope=scope,
        created_by=arrival.user,
        **{"title": _spoken(arrival.filename), **values},
    )


def _replace(document: Document, scope: str, values: dict[str, Any], cut: list[Cut]) -> Document:
    """New content; what an editor has said of the document stays."""
    old_file, old_title = document.file.name, document.title
    if document.revision > 1 and document.state == DocumentState.READY:
        values.pop("title", None)
    known = _vectors_by_text(document)
    document.passages.all().delete()
    values |= {"scope": scope, "revision": F("revision") + 1, "updated_at": timezone.now()}
    Document.objects.filter(pk=document.pk).update(**values)
    document.refresh_from_db()
    _add_passages(document, cut, known if document.title == old_title else {})
    if document.file.name != old_file:
        transaction.on_commit(lambda: files.remove_unreferenced([old_file]))
    return document


def _add_passages(
    document: Document, cut: list[Cut], known: dict[tuple[str, ...], Embedding]
) -> None:
    created = Passage.objects.bulk_create(
        Passage(
            document=document,
            position=position,
            text=passage.text,
            heading_path=list(passage.heading_path),
            page=passage.page,
            mark=passage.mark[:120],
        )
        for position, passage in enumerate(cut)
    )
    kept = ((passage, known.get(_text_key(passage))) for passage in created)
    Embedding.objects.bulk_create(_copy(old, passage) for passage, old in kept if old)


def _copy(old: Embedding, passage: Passage) -> Embedding:
    return Embedding(passage=passage, model=old.model, windows=old.windows, sentences=old.sentences)


def _vectors_by_text(document: Document) -> dict[tuple[str, ...], Embedding]:
    """Vectors are dear to compute, and most of a new version is usually the old text."""
    embeddings = Embedding.objects.filter(passage__document=document).select_related("passage")
    return {_text_key(embedding.passage): embedding for embedding in embeddings}


def _text_key(passage: Passage) -> tuple[str, ...]:
    return (passage.text, *passage.heading_path)


def _file_values(arrival: Arrival) -> dict[str, Any]:
    return {
        "filename": arrival.filename,
        "file": arrival.stored.name,
        "sha256": arrival.stored.sha256,
        "size": arrival.stored.size,
        "format": PurePosixPath(arrival.filename).suffix.lstrip(".").upper()[:20],
    }


def _values(arrival: Arrival, parsed: ParsedDocument) -> dict[str, Any]:
    fields = arrival.fields
    values: dict[str, Any] = {
        "title": (fields.get("title") or parsed.title or _spoken(arrival.filename))[:300],
        "pages": parsed.pages,
        "recognised": parsed.recognised,
        "state": DocumentState.READY,
        "message": "",
    }
    values |= {name: date.fromisoformat(fields[name]) for name in DAYS if fields.get(name)}
    if fields.get("office_id"):
        values["office_id"] = fields["office_id"]
    return values


def _spoken(filename: str) -> str:
    return PurePosixPath(filename).stem.replace("_", " ")[:300] or filename[:300]
