"""Collections: a set of documents with one audience and one responsible office."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from allmende.portal.core.domain import audit
from allmende.portal.core.domain.permissions import require
from allmende.portal.knowledge import index, rules
from allmende.portal.knowledge.domain import files
from allmende.portal.knowledge.models import Collection
from allmende.portal.organisations.domain import audience as audiences
from allmende.portal.organisations.models import Group, Member, Office, Organisation


@transaction.atomic
def create(
    organisation: Organisation,
    *,
    by: Member,
    title: str,
    audience: str,
    description: str = "",
    office: Office | None = None,
    group: Group | None = None,
) -> Collection:
    require(rules.may_edit, by, organisation.pk)
    collection = Collection(organisation=organisation, slug=_free_slug(organisation, title))
    _fill(collection, title, audience, description, office, group)
    collection.save()
    audit.record("knowledge.collection_created", by=by, about=collection)
    return collection


@transaction.atomic
def edit(
    collection: Collection,
    *,
    by: Member,
    title: str,
    audience: str,
    description: str = "",
    office: Office | None = None,
    group: Group | None = None,
) -> Collection:
    """A changed audience holds for all documents and for the index at once."""
    require(rules.may_edit, by, collection.organisation_id)
    before = _values(Collection.objects.select_for_update().get(pk=collection.pk))
    _fill(collection, title, audience, description, office, group)
    collection.save()
    if before["scope"] != collection.scope:
        _rescope(collection)
    changes = audit.changes(before, _values(collection))
    audit.record("knowledge.collection_edited", by=by, about=collection, details=changes)
    return collection


@transaction.atomic
def delete(collection: Collection, *, by: Member) -> None:
    """Final: the collection goes with all its documents."""
    require(rules.may_edit, by, collection.organisation_id)
    documents = list(collection.documents.values_list("pk", "file"))
    names = [name for _, name in documents]
    names += collection.removals.values_list("file", flat=True)
    details = {"documents": len(documents)}
    audit.record("knowledge.collection_deleted", by=by, about=collection, details=details)
    collection.delete()
    index.changed([pk for pk, _ in documents])
    transaction.on_commit(lambda: files.remove_unreferenced(names))


def _fill(
    collection: Collection,
    title: str,
    audience: str,
    description: str,
    office: Office | None,
    group: Group | None,
) -> None:
    collection.title = title
    collection.description = description
    collection.audience = audience
    collection.office = office
    collection.group = group if audience == "group" else None
    collection.scope = audiences.key_for(
        audience,
        organisation_id=collection.organisation_id,
        group_id=collection.group.pk if collection.group else None,
    )


def _rescope(collection: Collection) -> None:
    collection.documents.update(scope=collection.scope)
    index.changed(list(collection.documents.values_list("pk", flat=True)))


def _values(collection: Collection) -> dict[str, Any]:
    names = ["title", "description", "audience", "office_id", "group_id", "scope"]
    return {name: getattr(collection, name) for name in names}


def _free_slug(organisation: Organisation, title: str) -> str:
    stem = slugify(title)[:50] or "sammlung"
    taken = set(organisation.collections.values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)
