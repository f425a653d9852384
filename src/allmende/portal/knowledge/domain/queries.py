"""Reads of collections, documents and passages. Every one is scoped."""

from collections.abc import Collection as Sized
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from allmende.portal.knowledge.enums import DocumentState, ImportState
from allmende.portal.knowledge.models import Collection, Document, Import, ImportItem, Passage
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member, Organisation


@dataclass(frozen=True, slots=True)
class Overview:
    """How the knowledge of one organisation is doing."""

    documents: int
    failed: int
    expired: int
    passages: int
    embedded: int  # passages that are also found by meaning
    last_import: datetime | None


def valid_on(day: date, *, prefix: str = "") -> Q:
    """Documents in force on that day; ``prefix`` leads to the document, as in ``document__``."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    lasting = Q(**{f"{prefix}valid_until": None}) | Q(**{f"{prefix}valid_until__gte": day})
    return begun & lasting


def visible_collections(member: Member | None) -> QuerySet[Collection]:
    return Collection.objects.filter(audience.visible_to(member)).select_related(
        "organisation", "office", "group"
    )


def visible_documents(member: Member | None) -> QuerySet[Document]:
    """What the member may open. Out of force: only for the organisation that owns it."""
    shown = valid_on(timezone.localdate())
    if member is not None and audience.member_keys(member):
        shown |= Q(collection__organisation_id=member.organisation_id)
    return _with_context(Document.objects.filter(audience.visible_to(member) & shown))


def public_documents(organisation: Organisation) -> QuerySet[Document]:
    """What the public page of the organisation may show, with what stands above it."""
    keys = audience.search_keys(organisation, None)
    in_force = valid_on(timezone.localdate())
    return _with_context(Document.objects.filter(in_force, scope__in=keys))


def document_for(member: Member | None, pk: int) -> Document:
    """Raises Http404 also where the document exists but not for this member."""
    return get_object_or_404(visible_documents(member), pk=pk)


def visible_passages(keys: AbstractSet[str]) -> QuerySet[Passage]:
    """Passages of readable documents in force, within the audience keys."""
    return Passage.objects.filter(
        valid_on(timezone.localdate(), prefix="document__"),
        document__scope__in=keys,
        document__state=DocumentState.READY,
    )


def passages_by_id(ids: Sized[int], keys: AbstractSet[str]) -> dict[int, Passage]:
    """Those of the passages that the keys open, with document, office and organisation."""
    found = (
        visible_passages(keys)
        .filter(pk__in=ids)
        .select_related(
            "document__office", "document__collection__office", "document__collection__organisation"
        )
    )
    return {passage.pk: passage for passage in found}


def overview(organisation: Organisation) -> Overview:
    today = timezone.localdate()
    documents = Document.objects.filter(collection__organisation=organisation)
    counts = documents.aggregate(
        documents=Count("pk"),
        failed=Count("pk", filter=Q(state=DocumentState.FAILED)),
        expired=Count("pk", filter=Q(valid_until__lt=today)),
    )
    passages = Passage.objects.filter(document__collection__organisation=organisation)
    last = Import.objects.filter(collection__organisation=organisation).first()
    return Overview(
        **counts,
        passages=passages.count(),
        embedded=passages.filter(embedding__isnull=False).count(),
        last_import=last.created_at if last else None,
    )


def failed_items(batch: Import) -> QuerySet[ImportItem]:
    return batch.items.filter(state=ImportState.FAILED)


def _with_context(documents: QuerySet[Document]) -> QuerySet[Document]:
    return documents.select_related("office", "collection__office", "collection__organisation")
