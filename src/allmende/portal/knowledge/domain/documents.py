"""What an editor does with one document: edit, delete, restore."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.domain.permissions import require
from allmende.portal.knowledge import index, rules
from allmende.portal.knowledge.domain import embedding, files
from allmende.portal.knowledge.models import (
    Collection,
    Document,
    Embedding,
    Import,
    ImportItem,
    PassageTerms,
    Removal,
)
from allmende.portal.organisations.models import Member, Office

KEPT_DAYS = 30  # in which a deletion can be undone
CHANGED_MEANWHILE = (
    "Jemand anderes hat dieses Dokument inzwischen geändert. Ihre Angaben sind noch nicht "
    "gespeichert. Vergleichen Sie beide Fassungen und speichern Sie erneut, wenn Ihre gelten soll."
)
WRONG_ORDER = "„Gültig bis“ liegt vor „Gültig ab“. Prüfen Sie die beiden Tage."


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a document says of itself."""

    title: str
    office: Office | None = None
    dated: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    @classmethod
    def of(cls, document: Document) -> "Details":
        return cls(
            title=document.title,
            office=document.office,
            dated=document.dated,
            valid_from=document.valid_from,
            valid_until=document.valid_until,
        )

    def plain(self) -> dict[str, Any]:
        """For JSON: dates as ISO text, the office by its id."""
        days = {name: getattr(self, name) for name in ("dated", "valid_from", "valid_until")}
        return {
            "title": self.title,
            "office_id": self.office.pk if self.office else None,
            **{name: day.isoformat() if day else None for name, day in days.items()},
        }


@transaction.atomic
def edit(document: Document, *, by: Member, revision: int, details: Details) -> Document:
    """Raises Conflict where the document is no longer at ``revision``; nothing is written then."""
    require(rules.may_edit, by, document.collection.organisation_id)
    if details.valid_from and details.valid_until and details.valid_until < details.valid_from:
        raise Refused(WRONG_ORDER)
    before = Details.of(document)
    updated = Document.objects.filter(pk=document.pk, revision=revision).update(
        title=details.title,
        office=details.office,
        dated=details.dated,
        valid_from=details.valid_from,
        valid_until=details.valid_until,
        revision=F("revision") + 1,
        updated_at=timezone.now(),
    )
    if not updated:
        raise Conflict(CHANGED_MEANWHILE)
    document.refresh_from_db()
    if before.title != details.title:
        _title_changed(document)
    changes = audit.changes(before.plain(), details.plain())
    _record("edited", document, by, changes)
    return document


@transaction.atomic
def delete(document: Document, *, by: Member) -> Removal:
    """Gone from search, answers and API at once; the file can be restored for a while."""
    require(rules.may_edit, by, document.collection.organisation_id)
    removal = Removal.objects.create(
        collection=document.collection,
        filename=document.filename,
        file=document.file.name,
        title=document.title,
        fields=Details.of(document).plain(),
        removed_by=by.user,
    )
    _record("deleted", document, by, {"filename": document.filename})
    gone = document.pk
    document.delete()
    index.changed([gone])
    return removal


@transaction.atomic
def restore(removal: Removal, *, by: Member) -> Import:
    """Undo a deletion: the file is read anew, with what was said of it."""
    collection = removal.collection
    require(rules.may_edit, by, collection.organisation_id)
    if collection.documents.filter(filename=removal.filename).exists():
        raise Refused(
            f"In der Sammlung gibt es wieder eine Datei „{removal.filename}“. "
            "Löschen Sie diese zuerst, wenn Sie die frühere wiederherstellen wollen."
        )
    batch = Import.objects.create(collection=collection, started_by=by.user)
    ImportItem.objects.create(
        batch=batch, filename=removal.filename, file=removal.file.name, fields=removal.fields
    )
    audit.record(
        "knowledge.document_restored",
        by=by,
        about=removal,
        organisation_id=collection.organisation_id,
    )
    removal.delete()
    return batch


def forget_removed(*, days: int = KEPT_DAYS) -> int:
    """Delete for good what nobody restored in time."""
    old = Removal.objects.filter(removed_at__lt=timezone.now() - timedelta(days=days))
    names = list(old.values_list("file", flat=True))
    old.delete()
    files.remove_unreferenced(names)
    return len(names)


def _title_changed(document: Document) -> None:
    """The title is part of what is searched, by words and by meaning."""
    Embedding.objects.filter(passage__document=document).delete()
    PassageTerms.objects.filter(passage__document=document).delete()
    index.changed([document.pk])
    embedding.ensure(document.collection)


def removals_of(collection: Collection) -> list[Removal]:
    return list(collection.removals.select_related("removed_by"))


def _record(what: str, document: Document, by: Member, details: dict[str, Any]) -> None:
    audit.record(
        f"knowledge.document_{what}",
        by=by,
        about=document,
        organisation_id=document.collection.organisation_id,
        details=details,
    )
