from datetime import timedelta

import pytest
from django.utils import timezone

from allmende.portal.knowledge.domain import collections, documents, embedding, search
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.models import Document, Passage
from allmende.portal.organisations.domain.audience import search_keys
from allmende.portal.organisations.enums import Audience
from tests.portal.knowledge.fakes import AbsentModel
from tests.portal.knowledge.helpers import Silent, new_collection, take_in

DOG = "# Hundesteuer\n\nDie Hundesteuer beträgt 96 Euro im Jahr. Melden Sie den Hund an.\n"
SAFE = "# Tresor\n\nDer Schlüssel zum Tresor liegt versiegelt bei der Bürgermeisterin.\n"


def titles(question, keys, limit=10):
    return [found.title for found in search.find(question, keys=keys, limit=limit)]


@pytest.fixture
def public(town):
    return search_keys(town, None)


def test_a_passage_is_found_with_all_that_a_page_shows(collection, town, public):
    take_in(collection, hund_md=DOG)
    (found,) = search.find("Was kostet ein Hund?", keys=public, limit=5)
    assert found.title == "Hundesteuer"
    assert found.sentences == [
        "Die Hundesteuer beträgt 96 Euro im Jahr.",
        "Melden Sie den Hund an.",
    ]
    assert (found.organisation, found.office, found.recognised) == (town, None, False)


def test_the_public_does_not_find_what_is_internal(collection, internal, staff, public):
    take_in(collection, hund_md=DOG)
    take_in(internal, tresor_md=SAFE)
    own = search_keys(staff.organisation, staff)
    assert titles("Wo liegt der Schlüssel zum Tresor?", own)[0] == "Tresor"
    assert "Tresor" not in titles("Wo liegt der Schlüssel zum Tresor?", public)


def test_a_neighbour_does_not_find_what_is_internal(internal, stranger):
    take_in(internal, tresor_md=SAFE)
    keys = search_keys(stranger.organisation, stranger)
    assert titles("Wo liegt der Schlüssel zum Tresor?", keys) == []


def test_a_deleted_document_is_gone_at_once(collection, editor, public):
    take_in(collection, hund_md=DOG)
    assert titles("Hundesteuer", public) == ["Hundesteuer"]
    documents.delete(Document.objects.get(), by=editor)
    assert titles("Hundesteuer", public) == []


def test_a_stale_index_gives_nothing_away(collection, public):
    take_in(collection, hund_md=DOG)
    assert titles("Hundesteuer", public) == ["Hundesteuer"]
    Document.objects.update(scope="organisation:999")  # behind the back of the index
    assert titles("Hundesteuer", public) == []


def test_a_changed_audience_holds_at_once(collection, editor, staff, public):
    take_in(collection, hund_md=DOG)
    assert titles("Hundesteuer", public) == ["Hundesteuer"]
    collections.edit(collection, by=editor, title="Intern", audience=Audience.ORGANISATION)
    assert titles("Hundesteuer", public) == []
    assert titles("Hundesteuer", search_keys(staff.organisation, staff)) == ["Hundesteuer"]


@pytest.mark.parametrize(("field", "days"), [("valid_until", -1), ("valid_from", 1)])
def test_what_is_not_in_force_today_is_not_found(collection, editor, public, field, days):
    take_in(collection, hund_md=DOG)
    document = Document.objects.get()
    day = timezone.localdate() + timedelta(days=days)
    details = Details(title="Hundesteuer", **{field: day})
    documents.edit(document, by=editor, revision=document.revision, details=details)
    assert titles("Hundesteuer", public) == []


def test_what_expires_today_is_still_found(collection, editor, public):
    take_in(collection, hund_md=DOG)
    document = Document.objects.get()
    details = Details(title="Hundesteuer", valid_until=timezone.localdate())
    documents.edit(document, by=editor, revision=1, details=details)
    assert titles("Hundesteuer", public) == ["Hundesteuer"]


def test_documents_out_of_force_do_not_crowd_out_the_others(collection, public):
    old = {f"alt{n}_md": f"# Hundesteuer {n}\n\nHundesteuer Hundesteuer {n}." for n in range(30)}
    take_in(collection, **old)
    Document.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    take_in(collection, neu_md="# Gebühren\n\nFür Hunde zahlen Sie Hundesteuer, 96 Euro.")
    assert titles("Hundesteuer", public, limit=3) == ["Gebühren"]


def test_without_the_model_words_are_enough(collection, public, monkeypatch):
    monkeypatch.setattr(meaning, "model", AbsentModel)
    take_in(collection, hund_md=DOG)
    assert titles("Hundesteuer", public) == ["Hundesteuer"]


@pytest.mark.parametrize("question", ["", "   ", "\0", "und oder"])
def test_an_empty_question_finds_nothing(collection, public, question, monkeypatch):
    monkeypatch.setattr(meaning, "model", AbsentModel)
    take_in(collection, hund_md=DOG)
    assert titles(question, public) == []


def test_finding_needs_few_queries(collection, public, django_assert_max_num_queries):
    take_in(collection, **{f"hund{n}_md": f"# Hund {n}\n\nHundesteuer {n} Euro." for n in range(9)})
    titles("Hundesteuer", public)
    with django_assert_max_num_queries(6):
        assert len(titles("Hundesteuer", public)) == 9


def test_a_context_is_laid_out_like_a_page(collection, public):
    text = "# Hund\n\nErster Satz.\n\n## Kosten\n\nSteuer 96 Euro. Ermäßigt 48 Euro.\n\n"
    text += "## Ende\n\nAus.\n"
    take_in(collection, hund_md=text)
    (context,) = search.contexts(search.find("Steuer Euro", keys=public, limit=5))
    assert list(context.context.sentences) == [
        "Hund",
        "Erster Satz.",
        "Kosten",
        "Steuer 96 Euro.",
        "Ermäßigt 48 Euro.",
        "Ende",
        "Aus.",
    ]
    first, costs, end = Passage.objects.values_list("pk", flat=True)
    assert context.quoted([0, 4, 3, 6]) == {costs: [0, 1], end: [0]}
    assert context.quoted([1, 2]) == {first: [0]}


def test_a_context_brings_the_vectors_of_its_lines(collection, public, model):
    take_in(collection, hund_md="# Hund\n\n## Kosten\n\nDie Steuer beträgt 96 Euro.\n")
    embedding.run(collection.pk, Silent())
    (context,) = search.contexts(search.find("Steuer", keys=public, limit=5))
    expected = model.embed_passages(context.context.sentences)
    assert context.context.vectors == pytest.approx(expected, abs=0.002)


def test_a_context_without_all_vectors_brings_none(collection, public):
    take_in(collection, hund_md=DOG)
    (context,) = search.contexts(search.find("Hundesteuer", keys=public, limit=5))
    assert context.context.vectors is None


def test_a_window_stays_small_in_a_long_document(collection, public):
    parts = [f"## Teil {n}\n\n" + " ".join(["Hier steht Text."] * 10) for n in range(60)]
    parts[30] += " Die Hundesteuer steht hier."
    take_in(collection, lang_md="# Lang\n\n" + "\n\n".join(parts))
    (context,) = search.contexts(search.find("Hundesteuer", keys=public, limit=1))
    quotable = [place for place in context.places if place is not None]
    assert 21 <= len(quotable) <= 40
    assert "Die Hundesteuer steht hier." in context.context.sentences


def test_no_hits_give_no_context():
    assert search.contexts([]) == []


def test_the_network_audience_reaches_the_neighbour(editor, stranger):
    shared = new_collection(editor, "Leitfäden", Audience.NETWORK)
    take_in(shared, hund_md=DOG)
    assert titles("Hundesteuer", search_keys(stranger.organisation, stranger)) == ["Hundesteuer"]
