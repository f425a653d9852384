"""The service that feeds the embedded index from the database."""

import pytest

from allmende.portal.knowledge.domain import collections, embedding
from allmende.portal.knowledge.index import embedded
from allmende.portal.knowledge.models import Document, IndexChange
from allmende.portal.organisations.enums import Audience
from tests.portal.knowledge.helpers import Silent, take_in


@pytest.fixture(autouse=True)
def _embedded(settings):
    settings.INDEX = "embedded"


def test_another_process_learns_of_new_and_deleted_documents(collection):
    here, there = embedded.Service(), embedded.Service()
    assert (here.index().passages(), there.index().passages()) == (0, 0)
    take_in(collection, a_md="# A\n\nText A.", b_md="# B\n\nText B.")
    assert (here.index().passages(), there.index().passages()) == (2, 2)
    gone = Document.objects.get(title="A").pk
    Document.objects.filter(pk=gone).delete()
    here.changed([gone])
    assert (here.index().passages(), there.index().passages()) == (1, 1)


def test_nothing_new_costs_one_query(collection, django_assert_num_queries):
    service = embedded.Service()
    take_in(collection, a_md="# A\n\nText A.")
    service.index()
    with django_assert_num_queries(1):
        service.index()


def test_a_change_that_commits_late_is_not_missed(collection):
    service = embedded.Service()
    take_in(collection, a_md="# A\n\nText A.", b_md="# B\n\nText B.")
    service.index()
    first, second = Document.objects.order_by("pk")
    late, early = IndexChange.objects.latest("pk").pk + 1, IndexChange.objects.latest("pk").pk + 2
    Document.objects.filter(pk=second.pk).delete()
    IndexChange.objects.create(pk=early, document_id=second.pk)
    assert service.index().passages() == 1
    Document.objects.filter(pk=first.pk).delete()
    IndexChange.objects.create(pk=late, document_id=first.pk)
    assert service.index().passages() == 0


def test_unreadable_documents_are_not_indexed(collection):
    take_in(collection, leer_txt="", a_md="# A\n\nText A.")
    assert embedded.Service().index().passages() == 1


def test_vectors_reach_a_loaded_index(collection):
    service = embedded.Service()
    take_in(collection, a_md="# A\n\nText A.")
    service.index()
    embedding.run(collection.pk, Silent())
    assert [len(run.owners) for run in service.index()._state.windows] == [1]


def test_a_moved_audience_reaches_a_loaded_index(collection, editor):
    service = embedded.Service()
    take_in(collection, a_md="# A\n\nText A.")
    service.index()
    collections.edit(collection, by=editor, title="A", audience=Audience.NETWORK)
    index = service.index()
    living = index._state.scopes[index._state.alive].tolist()
    assert living == [index._scopes["network"]]
