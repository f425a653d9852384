"""What only the store inside PostgreSQL promises: transactions, processes, models."""

import threading

import numpy as np
import pytest
from django.db import connection, transaction

from allmende.engines.retrieval.words import document_vector
from allmende.portal.knowledge.index import postgres as service
from allmende.portal.knowledge.index import postgres_index, postgres_terms
from allmende.portal.knowledge.index.postgres_index import PostgresIndex
from tests.portal.knowledge.index.made import ask, entry, ids, rows, vector

DOG = "Die Hundesteuer beträgt 96 Euro im Jahr."


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM knowledge_index_{table}")
        return cursor.fetchone()[0]


def frequencies(text):
    terms = document_vector(title="", heading_path=(), text=text)
    return set(PostgresIndex().document_frequencies(terms.ids).tolist())


def test_a_rolled_back_import_leaves_no_trace(postgres):
    with transaction.atomic():
        postgres.add([entry(1, DOG, vectors=rows(vector(0)))])
        assert postgres.passages() == 1
        transaction.set_rollback(True)
    assert [count(t) for t in ("passage", "window", "term", "term_change")] == [0, 0, 0, 0]
    assert ask(postgres, "Hundesteuer") == []


def test_a_rolled_back_removal_changes_nothing(postgres):
    postgres.add([entry(1, DOG)])
    with transaction.atomic():
        postgres.remove_documents({1})
        assert postgres.passages() == 0
        transaction.set_rollback(True)
    assert ids(ask(postgres, "Hundesteuer")) == [1]
    assert frequencies(DOG) == {1}


def test_changes_of_the_counts_are_added_up_while_writing(postgres):
    for number in range(1, 21):
        postgres.add([entry(number, "Hundesteuer", document_id=number)])
    assert frequencies("Hundesteuer") == {20}
    assert count("term") > 0
    assert count("term_change") == 0


def test_changes_that_somebody_else_adds_up_count_meanwhile(postgres, monkeypatch):
    monkeypatch.setattr(postgres_index, "MOST_FOLDED", 3)
    for number in range(1, 21):
        postgres.add([entry(number, "Hundesteuer", document_id=number)])
    assert count("term_change") > 0
    assert frequencies("Hundesteuer") == {20}
    assert postgres.passages() == 20


def test_settling_adds_up_all_changes(postgres, monkeypatch):
    monkeypatch.setattr(postgres_index, "MOST_FOLDED", 1)
    monkeypatch.setattr(postgres_index, "SETTLED_AT_ONCE", 3)
    for number in range(1, 6):
        postgres.add([entry(number, "Hundesteuer", document_id=number)])
    assert count("term_change") > 3
    postgres_index.settle()
    assert count("term_change") == 0
    assert frequencies("Hundesteuer") == {5}
    assert postgres.passages() == 5


@pytest.fixture
def few_candidates(monkeypatch):
    monkeypatch.setattr(postgres_terms, "MOST_CANDIDATES", 3)


def test_where_even_the_weightiest_word_is_frequent_another_one_must_stand_beside_it(
    postgres, few_candidates
):
    postgres.add([entry(i, "Wohnung") for i in range(1, 6)])
    postgres.add([entry(i, "Wohnung Antrag", document_id=2) for i in range(6, 10)])
    postgres.add([entry(10, "Antrag Antrag Antrag", document_id=3)])
    assert ids(ask(postgres, "Antrag Wohnung", limit=4)) == [6, 7, 8, 9]
    assert ids(ask(postgres, "Antrag Wohnung", limit=6)) == [1, 6, 7, 8, 9, 10]
    assert ids(ask(postgres, "Antrag", limit=1)) == [10]


def test_words_left_out_as_frequent_count_where_too_few_passages_may_be_read(
    postgres, few_candidates
):
    postgres.add([entry(i, "Osterfeuer Antrag", scope="public:2") for i in range(1, 4)])
    postgres.add([entry(i, "Antrag", document_id=2) for i in range(4, 7)])
    question = "Osterfeuer Antrag"
    assert ids(ask(postgres, question, scope={"public:2"}, limit=3)) == [1, 2, 3]
    assert ids(ask(postgres, question, scope={"public:1"}, limit=3)) == [4, 5, 6]
    near = ask(postgres, question, scope={"public:1"}, limit=3, near=vector(0))
    assert ids(near) == [4, 5, 6]


def test_another_model_takes_the_old_vectors_away(postgres):
    service.ensure_model("first", dimensions=8)
    postgres.add([entry(1, DOG, vectors=rows(vector(0)))])
    service.ensure_model("first", dimensions=8)
    assert count("window") == 1
    service.ensure_model("second", dimensions=4)
    assert count("window") == 0
    postgres.add_vectors({1: np.full((1, 4), 0.5, dtype=np.float32)})
    found = ask(postgres, "Osterfeuer", near=np.full(4, 0.5, dtype=np.float32))
    assert ids(found) == [1]
    assert found[0].meaning == pytest.approx(1, abs=0.01)


def test_the_graph_finds_a_rare_scope_among_many_others(postgres):
    service.ensure_model("one", dimensions=8)
    dice = np.random.default_rng(4)
    made = dice.normal(size=(1500, 8)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    postgres.add(
        [
            entry(i, "", scope="public:1" if i % 50 else "public:2", vectors=made[i : i + 1])
            for i in range(1, 1500)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE knowledge_index_window")
    found = ask(postgres, "", scope={"public:2"}, limit=5, near=vector(0))
    rare = [i for i in range(1, 1500) if i % 50 == 0]
    best = sorted(rare, key=lambda i: -made[i] @ vector(0))[:5]
    assert ids(found) == sorted(best)


@pytest.mark.django_db(transaction=True)
class TestParallel:
    """Threads with connections of their own, as web and worker processes have."""

    @pytest.fixture(autouse=True)
    def _clean(self, transactional_db):
        if connection.vendor != "postgresql":
            pytest.skip("läuft mit ALLMENDE_TEST_DATABASE=postgresql")
        yield
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {service.TABLES}")

    def test_counts_are_right_after_parallel_writing_replacing_and_removing(self):
        def work(first):
            for round_ in range(4):
                for document in range(first, first + 3):
                    PostgresIndex().add([entry(document, DOG, document_id=document)])
                PostgresIndex().add([entry(1000, f"Runde {round_}", document_id=1000)])
                PostgresIndex().remove_documents({first, 2000})

        together(*[lambda first=first: work(first) for first in (1, 11, 21)])
        assert PostgresIndex().passages() == 7
        assert count("passage") == 7
        assert frequencies(DOG) == {6}

    def test_two_who_remove_the_same_document_count_it_once(self):
        PostgresIndex().add([entry(i, DOG, document_id=i % 3) for i in range(1, 31)])
        together(*[lambda: PostgresIndex().remove_documents({0, 1})] * 4)
        assert PostgresIndex().passages() == 10
        assert frequencies(DOG) == {10}

    def test_a_document_is_gone_from_other_processes_with_the_commit(self):
        PostgresIndex().add([entry(1, DOG)])
        seen = []

        def look():
            seen.append(ids(ask(PostgresIndex(), "Hundesteuer")))

        with transaction.atomic():
            PostgresIndex().remove_documents({1})
            together(look)
        together(look)
        assert seen == [[1], []]


def together(*steps):
    """Run all at once; raises what one of them raised."""
    errors = []

    def run(step):
        try:
            step()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
