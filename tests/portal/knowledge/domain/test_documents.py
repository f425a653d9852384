from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.knowledge.domain import collections, documents, importing, queries, reading
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.knowledge.domain.reading import Cited
from allmende.portal.knowledge.models import Collection, Document
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Office
from tests.portal.knowledge.helpers import Silent, take_in

DOG = "# Hundesteuer\n\nDie Hundesteuer beträgt 96 Euro im Jahr. Das ist alles.\n"


@pytest.fixture
def document(collection):
    take_in(collection, hund_md=DOG)
    return Document.objects.get()


def test_the_second_editor_hears_of_the_first(document, editor):
    documents.edit(document, by=editor, revision=1, details=Details(title="Erste"))
    with pytest.raises(Conflict, match="Jemand anderes"):
        documents.edit(document, by=editor, revision=1, details=Details(title="Zweite"))
    document.refresh_from_db()
    assert (document.title, document.revision) == ("Erste", 2)


def test_an_edit_tells_what_changed(document, editor):
    details = Details(title="Hundesteuer", valid_until=date(2030, 12, 31))
    documents.edit(document, by=editor, revision=1, details=details)
    entry = AuditEntry.objects.get(action="knowledge.document_edited")
    assert entry.details == {"valid_until": ["None", "2030-12-31"]}


def test_a_validity_that_ends_before_it_begins_is_refused(document, editor):
    wrong = Details(title="X", valid_from=date(2030, 1, 2), valid_until=date(2030, 1, 1))
    with pytest.raises(Refused, match="liegt vor"):
        documents.edit(document, by=editor, revision=1, details=wrong)


@pytest.mark.parametrize("who", ["staff", "stranger"])
def test_only_editors_of_the_owner_change_anything(document, who, request):
    person = request.getfixturevalue(who)
    collection = document.collection
    with pytest.raises(PermissionDenied):
        documents.edit(document, by=person, revision=1, details=Details(title="Meins"))
    with pytest.raises(PermissionDenied):
        documents.delete(document, by=person)
    with pytest.raises(PermissionDenied):
        collections.edit(collection, by=person, title="Meins", audience=Audience.PUBLIC)
    with pytest.raises(PermissionDenied):
        collections.delete(collection, by=person)
    assert Document.objects.get().title == "Hundesteuer"


def test_restoring_does_not_overwrite_a_newer_document(document, editor, collection):
    removal = documents.delete(document, by=editor)
    take_in(collection, hund_md=DOG.replace("96", "108"))
    with pytest.raises(Refused, match="wieder eine Datei"):
        documents.restore(removal, by=editor)


def test_a_restored_document_has_its_text_again(document, editor):
    batch = documents.restore(documents.delete(document, by=editor), by=editor)
    importing.run(batch.pk, Silent())
    restored = Document.objects.get()
    assert restored.passages.get().text.startswith("Die Hundesteuer beträgt 96 Euro")


def test_a_deleted_collection_takes_everything_along(document, editor):
    collections.delete(document.collection, by=editor)
    assert (Collection.objects.count(), Document.objects.count()) == (0, 0)


def test_collections_of_one_title_get_different_addresses(editor, town):
    for _ in range(3):
        collections.create(town, by=editor, title="Müll & Abfall", audience=Audience.PUBLIC)
    assert set(Collection.objects.values_list("slug", flat=True)) == {
        "mull-abfall",
        "mull-abfall-2",
        "mull-abfall-3",
    }


def test_the_collection_answers_for_a_document_without_office(document, editor, town):
    office = Office.objects.create(organisation=town, name="Stadtkasse")
    collections.edit(
        document.collection,
        by=editor,
        title="Dienste",
        audience=Audience.PUBLIC,
        office=office,
    )
    assert Document.objects.get().responsible_office == office


def test_the_overview_counts(document, editor, town, collection):
    take_in(collection, leer_txt="")
    documents.edit(
        document,
        by=editor,
        revision=1,
        details=Details(title="Alt", valid_until=date(2020, 1, 1)),
    )
    overview = queries.overview(town)
    assert (overview.documents, overview.failed, overview.expired) == (2, 1, 1)
    assert (overview.passages, overview.embedded) == (1, 0)
    assert overview.last_import is not None


def marked(part):
    return [sentence.is_cited for block in part.blocks for sentence in block.sentences]


def test_the_cited_sentences_are_marked(document):
    passage = document.passages.get()
    (part,) = reading.parts(document, cited=Cited.of(str(passage.pk), "1"))
    assert marked(part) == [False, True]


def test_a_cited_passage_without_sentences_is_marked_whole(document):
    passage = document.passages.get()
    (part,) = reading.parts(document, cited=Cited.of(str(passage.pk), ""))
    assert marked(part) == [True, True]


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1;DROP", "9" * 40, "²"])
def test_nonsense_in_the_address_cites_nothing(document, nonsense):
    (part,) = reading.parts(document, cited=Cited.of(nonsense, nonsense))
    assert marked(part) == [False, False]


def test_headings_are_shown_where_they_change(collection):
    take_in(collection, a_md="# T\n\n## A\n\n### A1\n\nEins.\n\n### A2\n\nZwei.\n\n## B\n\nDrei.\n")
    parts = reading.parts(Document.objects.get(), cited=Cited())
    assert [[(h.level, h.text) for h in part.headings] for part in parts] == [
        [(2, "A"), (3, "A1")],
        [(3, "A2")],
        [(2, "B")],
    ]


def test_text_rows_and_items_are_told_apart(collection):
    text = "# T\n\nEins. Zwei.\n\n- Punkt\n- Noch einer\n\n"
    text += "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"
    take_in(collection, a_md=text)
    (part,) = reading.parts(Document.objects.get(), cited=Cited())
    assert [(b.is_table, [s.text for s in b.sentences]) for b in part.blocks] == [
        (False, ["Eins.", "Zwei."]),
        (False, ["Punkt"]),
        (False, ["Noch einer"]),
        (True, ["A | B", "1 | 2", "3 | 4"]),
    ]
    assert part.blocks[3].sentences[1].cells == ["1", "2"]
