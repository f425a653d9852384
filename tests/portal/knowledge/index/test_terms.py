import pytest

from allmende.engines.retrieval.words import document_vector
from allmende.portal.knowledge.domain import documents
from allmende.portal.knowledge.domain.documents import Details
from allmende.portal.knowledge.index import embedded, entries, terms
from allmende.portal.knowledge.models import Document, Passage, PassageTerms
from tests.portal.knowledge.helpers import take_in

DOG = "# Hundesteuer\n\n## Kosten\n\nDie Hundesteuer beträgt 96,50 Euro nach § 5.\n"


@pytest.fixture(autouse=True)
def _embedded(settings):
    settings.INDEX = "embedded"


def vector_of(entry):
    return document_vector(title=entry.title, heading_path=entry.heading_path, text=entry.text)


def test_kept_terms_are_those_of_the_analysis(collection):
    take_in(collection, hund_md=DOG)
    (entry,) = entries.of_all()
    assert entry.terms.ids.tolist() == vector_of(entry).ids.tolist()
    assert entry.terms.weights.tolist() == pytest.approx(vector_of(entry).weights.tolist())


def test_a_new_title_is_analysed_anew(collection, editor):
    take_in(collection, hund_md=DOG)
    details = Details(title="Katzensteuer")
    documents.edit(Document.objects.get(), by=editor, revision=1, details=details)
    (entry,) = entries.of_all()
    assert entry.terms.ids.tolist() == vector_of(entry).ids.tolist()


def test_terms_of_other_rules_are_not_believed(collection):
    take_in(collection, hund_md=DOG)
    PassageTerms.objects.update(analysis="old", ids=b"")
    (entry,) = entries.of_all()
    assert entry.terms is None
    embedded.Service().warm_up()
    assert PassageTerms.objects.get().analysis == terms.analysis()
    (entry,) = entries.of_all()
    assert entry.terms.ids.tolist() == vector_of(entry).ids.tolist()


def test_what_is_kept_already_is_not_analysed_again(collection, django_assert_num_queries):
    take_in(collection, hund_md=DOG)
    with django_assert_num_queries(1):
        terms.keep(Passage.objects.all())
