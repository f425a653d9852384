import numpy as np
import pytest

from allmende.engines.retrieval import meaning as recipe
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.domain.jobs import Cancelled
from allmende.portal.core.models import Job
from allmende.portal.knowledge.domain import embedding, remaining
from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.models import Document, Embedding, Passage
from tests.portal.knowledge.fakes import AbsentModel, WordModel
from tests.portal.knowledge.helpers import Silent, take_in


def pages(count):
    return {
        f"p{n}_md": f"# Seite {n}\n\nHier steht Seite {n} im Netz. Noch ein Satz."
        for n in range(count)
    }


def test_every_passage_gets_its_vectors(collection, model):
    take_in(collection, **pages(3))
    reporter = Silent()
    embedding.run(collection.pk, reporter)
    assert embedding.documents_done(collection) == (3, 3)
    assert reporter.told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert reporter.message == "3 von 3 Dokumenten sind nach Bedeutung durchsuchbar."
    stored = Embedding.objects.first()
    rows = meaning.unpack(stored.sentences, dimensions=model.dimensions)
    assert len(rows) == 3  # title and two sentences


def test_only_what_is_missing_is_embedded(collection, model, monkeypatch):
    take_in(collection, **pages(2))
    embedding.run(collection.pk, Silent())
    take_in(collection, neu_md="# Neu\n\nNeuer Inhalt.")
    seen = []
    monkeypatch.setattr(
        WordModel,
        "embed_passages",
        lambda self, texts: seen.extend(texts) or np.ones((len(texts), self.dimensions)),
    )
    embedding.run(collection.pk, Silent())
    assert "Neuer Inhalt." in seen
    assert not any("Seite" in text for text in seen)


def test_stopping_keeps_what_is_done(collection):
    class Impatient(Silent):
        def at(self, done, total, message=""):
            if done == 2:
                raise Cancelled

    take_in(collection, **pages(4))
    with pytest.raises(Cancelled):
        embedding.run(collection.pk, Impatient())
    assert embedding.documents_done(collection) == (2, 4)


def test_another_model_means_embedding_again(collection, monkeypatch):
    take_in(collection, **pages(1))
    embedding.run(collection.pk, Silent())

    class Other(WordModel):
        name = "other"

    other = Other()
    monkeypatch.setattr(meaning, "model", lambda: other)
    assert embedding.documents_done(collection) == (0, 1)
    embedding.run(collection.pk, Silent())
    assert Embedding.objects.get().model == f"other/words/{recipe.VERSION}"


def test_an_absent_model_says_what_to_do(collection, monkeypatch):
    take_in(collection, **pages(1))
    monkeypatch.setattr(meaning, "model", AbsentModel)
    with pytest.raises(Refused, match="Starten Sie es"):
        embedding.run(collection.pk, Silent())


def test_the_job_tells_that_the_model_is_absent(
    collection, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(meaning, "model", AbsentModel)
    with django_capture_on_commit_callbacks(execute=True):
        take_in(collection, **pages(1))
    job = Job.objects.get()
    assert (job.state, job.message) == ("failed", "Das Modell ist nicht da. Starten Sie es.")


def test_a_document_deleted_meanwhile_is_skipped(collection, monkeypatch):
    take_in(collection, **pages(2))
    real = embedding._rows

    def delete_first(passages):
        rows = real(passages)
        Document.objects.filter(pk=passages[0].document_id, title="Seite 0").delete()
        return rows

    monkeypatch.setattr(embedding, "_rows", delete_first)
    embedding.run(collection.pk, Silent())
    assert Passage.objects.count() == Embedding.objects.count() == 1


def test_one_job_waits_at_a_time(collection):
    take_in(collection, **pages(2))
    assert embedding.ensure(collection) == embedding.ensure(collection) == Job.objects.get()


def test_nothing_missing_needs_no_job(collection):
    assert embedding.ensure(collection) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "noch weniger als 1 Minute"),
        (60, "noch etwa 1 Minute"),
        (120, "noch etwa 2 Minuten"),
        (7200, "noch etwa 2 Stunden"),
    ],
)
def test_the_rest_is_said_in_words(seconds, words):
    assert remaining.in_words(seconds) == words
