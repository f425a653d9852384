"""Passages as an index takes them, read from the database in lean portions."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from allmende.engines.retrieval.types import IndexEntry
from allmende.portal.knowledge.enums import DocumentState
from allmende.portal.knowledge.index import meaning, terms
from allmende.portal.knowledge.models import Passage

PORTION = 2000
COLUMNS = (
    "pk",
    "document_id",
    "document__scope",
    "document__title",
    "heading_path",
    "text",
    "embedding__model",
    "embedding__windows",
)
TERMS = ("terms__analysis", "terms__ids", "terms__steps")


def of_documents(document_ids: Collection[int]) -> Iterator[IndexEntry]:
    return _entries(Passage.objects.filter(document_id__in=document_ids))


def of_all() -> Iterator[IndexEntry]:
    return _entries(Passage.objects.all())


def _entries(passages: QuerySet[Passage]) -> Iterator[IndexEntry]:
    readable = passages.filter(document__state=DocumentState.READY).order_by("pk")
    for row in readable.values_list(*COLUMNS, *TERMS).iterator(chunk_size=PORTION):
        yield _entry(row)


def _entry(row: tuple[Any, ...]) -> IndexEntry:
    pk, document_id, scope, title, heading_path, text, model, windows, *kept = row
    return IndexEntry(
        passage_id=pk,
        document_id=document_id,
        scope=scope,
        title=title,
        heading_path=tuple(heading_path),
        text=text,
        vectors=meaning.windows(windows, model),
        terms=terms.restore(*kept),
    )
