import pytest
from django.core.files.base import ContentFile

from allmende.portal.assistant.domain.acceptance import questions, running
from allmende.portal.assistant.domain.acceptance.questions import Wanted
from allmende.portal.assistant.models import AcceptanceQuestion
from allmende.portal.knowledge.models import Document
from tests.portal.assistant.asking import DOG, MARS, Watcher

URL = "/wissen/prueffragen/"


@pytest.fixture
def page(client, editor):
    client.force_login(editor.user)
    return client


@pytest.fixture
def dog(public):
    return Document.objects.get(collection=public)


def test_a_question_is_added_changed_and_deleted(page, town, dog):
    values = {"text": DOG, "audience": "public", "document": dog.pk, "is_active": "on"}
    assert page.post(f"{URL}neu/", values).status_code == 302
    one = AcceptanceQuestion.objects.get()

    again = page.post(f"{URL}{one.pk}/", {**values, "text": "Neu?", "revision": 1})
    stale = page.post(f"{URL}{one.pk}/", {**values, "text": "Alt?", "revision": 1})

    assert (again.status_code, stale.status_code) == (302, 409)
    assert "Dort steht jetzt: „Neu?“" in stale.content.decode()
    assert page.post(f"{URL}{one.pk}/loeschen/").status_code == 302
    assert AcceptanceQuestion.objects.count() == 0


def test_what_the_domain_refuses_stands_above_the_form(page, public):
    answer = page.post(f"{URL}neu/", {"text": DOG, "audience": "public"})

    assert answer.status_code == 422
    assert "Wählen Sie die erwartete Quelle" in answer.content.decode()


def test_the_list_filters_sorts_and_tells_the_last_result(page, town, editor, dog):
    questions.add(town, wanted=Wanted(text=DOG, document=dog), by=editor)
    questions.add(town, wanted=Wanted(text=MARS, document=dog), by=editor)
    run = running.start(town, by=editor)
    running.run(run.pk, Watcher())

    def rows(query=""):
        return [(one.text, right) for one, right in page.get(URL + query).context["rows"]]

    assert rows("?sortierung=-frage") == [(DOG, True), (MARS, False)]
    assert rows("?suche=jupiter") == [(MARS, False)]
    assert rows("?fragt=staff") == []


def test_a_run_shows_progress_then_wrong_answers_first(page, town, editor, dog):
    questions.add(town, wanted=Wanted(text=DOG, document=dog), by=editor)
    questions.add(town, wanted=Wanted(text=MARS, document=dog), by=editor)

    url = page.post(f"{URL}pruefen/").url
    assert "0 von 2 Fragen" in page.get(url).content.decode()
    assert "0 von 2 Fragen" in page.get(f"{url}?teil=1").content.decode()
    run = running.runs_of(town).get()
    running.run(run.pk, Watcher())
    run.job.state = "done"
    run.job.save()

    assert page.get(f"{url}?teil=1").status_code == 286
    answer = page.get(url)
    assert "50 % richtig" in answer.content.decode()
    assert [row["right"] for row in answer.context["page"]] == [False, True]


def test_without_questions_the_start_says_what_to_do(page, town):
    answer = page.post(f"{URL}pruefen/", follow=True)

    assert "Legen Sie zuerst welche an" in answer.content.decode()


def test_import_names_bad_rows_with_their_number(page, town, dog):
    file = ContentFile(
        f"Frage;Erwartete Quelle\n{DOG};Hundesteuer\nWo?;Nirgends\n".encode(), "f.csv"
    )

    answer = page.post(f"{URL}einlesen/", {"datei": file})

    assert "Zeile 3: Die Quelle „Nirgends“" in answer.content.decode()
    assert AcceptanceQuestion.objects.get().text == DOG


def test_export_begins_with_the_header_that_the_import_reads(page, town, editor):
    questions.add(town, wanted=Wanted(text=MARS, expects_refusal=True), by=editor)

    lines = b"".join(page.get(f"{URL}export.csv").streaming_content).decode().splitlines()

    assert lines == [
        "\ufeffFrage;Wer fragt;Erwartete Quelle;Keine Antwort erwartet;Aktiv",
        f"{MARS};Öffentlichkeit;;ja;ja",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_a_constant_number_of_queries(
    page, town, editor, dog, count, django_assert_num_queries
):
    for number in range(count):
        questions.add(town, wanted=Wanted(text=f"{DOG} {number}", document=dog), by=editor)

    with django_assert_num_queries(10):
        page.get(URL)
