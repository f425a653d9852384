"""Reads of collections, documents and passages. Every one is scoped."""

from collections.abc import Collection as Sized
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Q,
    QuerySet,
    TextChoices,
    When,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone

from allmende.portal.knowledge.enums import DocumentState, ImportState
from allmende.portal.knowledge.models import (
    Collection,
    Document,
    Import,
    ImportItem,
    Passage,
    Removal,
)
from allmende.portal.organisations.domain import audience
from allmende.portal.organisations.models import Member, Office, Organisation


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


def documents_within(keys: AbstractSet[str]) -> QuerySet[Document]:
    """Readable documents in force within the audience keys, by title."""
    in_force = valid_on(timezone.localdate())
    found = Document.objects.filter(in_force, scope__in=keys, state=DocumentState.READY)
    return _with_context(found).order_by("title", "pk")


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
    """Those of the passages that the keys open, with document, office and organisation.

    Many passages are of few documents, so these are fetched once and not with each passage.
    """
    found = visible_passages(keys).filter(pk__in=ids).order_by()
    documents = _with_context(Document.objects.order_by()).in_bulk(
        {passage.document_id for passage in found}
    )
    # A document may be deleted between the two queries.
    there = [passage for passage in found if passage.document_id in documents]
    for passage in there:
        passage.document = documents[passage.document_id]
    return {passage.pk: passage for passage in there}


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


class Condition(TextChoices):
    """What an editor looks for in a list of documents."""

    IN_FORCE = "gilt", "gilt heute"
    EXPIRED = "abgelaufen", "abgelaufen"
    COMING = "kuenftig", "gilt noch nicht"
    FAILED = "fehler", "nicht lesbar"


def documents_in(
    collection: Collection,
    member: Member | None,
    *,
    text: str = "",
    condition: str = "",
    office: Office | None = None,
) -> QuerySet[Document]:
    """The documents of a collection that the member may open, by title."""
    found = visible_documents(member).filter(collection=collection)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(filename__icontains=text))
    if condition:
        found = found.filter(_condition(condition))
    if office:
        inherited = Q(office=None, collection__office=office)
        found = found.filter(Q(office=office) | inherited)
    return found


def _condition(condition: str) -> Q:
    today = timezone.localdate()
    match condition:
        case Condition.EXPIRED:
            return Q(valid_until__lt=today)
        case Condition.COMING:
            return Q(valid_from__gt=today)
        case Condition.FAILED:
            return Q(state=DocumentState.FAILED)
    return Q(state=DocumentState.READY) & valid_on(today)


def collections_for(member: Member) -> QuerySet[Collection]:
    """Visible collections with the number of their documents that the member may open."""
    opened = visible_documents(member).order_by().values("pk")
    counted = visible_collections(member).annotate(
        opened=Count("documents", filter=Q(documents__in=opened)),
        broken=Count("documents", filter=Q(documents__state=DocumentState.FAILED)),
    )
    return counted.order_by("organisation__name", "title")


def collection_for(member: Member | None, pk: int) -> Collection:
    return get_object_or_404(visible_collections(member), pk=pk)


def own_collection(member: Member, pk: int) -> Collection:
    """A collection of the member's organisation that the member sees; else Http404."""
    own = visible_collections(member).filter(organisation=member.organisation_id)
    return get_object_or_404(own, pk=pk)


def own_document(member: Member, pk: int) -> Document:
    own = visible_documents(member).filter(collection__organisation=member.organisation_id)
    return get_object_or_404(own, pk=pk)


def own_import(member: Member, pk: int) -> Import:
    collections = visible_collections(member).filter(organisation=member.organisation_id)
    batches = Import.objects.select_related("collection__organisation", "job", "started_by")
    return get_object_or_404(batches.filter(collection__in=collections), pk=pk)


def own_removal(member: Member, pk: int) -> Removal:
    collections = visible_collections(member).filter(organisation=member.organisation_id)
    removals = Removal.objects.select_related("collection__organisation")
    return get_object_or_404(removals.filter(collection__in=collections), pk=pk)


def item_counts(batch: Import) -> dict[str, int]:
    """How many files of the batch are in each state."""
    rows = batch.items.order_by().values("state").annotate(count=Count("pk"))
    counts = {row["state"]: row["count"] for row in rows}
    return {state.value: counts.get(state.value, 0) for state in ImportState}


def _with_context(documents: QuerySet[Document]) -> QuerySet[Document]:
    return documents.select_related("office", "collection__office", "collection__organisation")


FAILURES_FIRST = Case(
    When(state=ImportState.FAILED, then=0),
    When(state=ImportState.RUNNING, then=1),
    default=2,
    output_field=IntegerField(),
)


def items_of(batch: Import) -> QuerySet[ImportItem]:
    """Failures first: they are what somebody has to deal with."""
    return batch.items.select_related("document").order_by(FAILURES_FIRST, "pk")


def may_be_retried(batch: Import) -> bool:
    """Some file failed or was cancelled, and its bytes are still there."""
    states = [ImportState.FAILED, ImportState.CANCELLED]
    return batch.items.filter(state__in=states).exclude(file="").exists()
