"""Reports in the browser: example, sentences, downloads, template."""

import io

import pytest
from docx import Document as WordFile

from allmende.portal.organisations.enums import Role
from allmende.portal.reports.models import LetterTemplate, Report
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db
P = "/berichte/"


@pytest.fixture
def officer(client):
    member = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(member.user)
    return member


@pytest.fixture
def report(client, officer) -> Report:
    made.use_case(officer, "Auskunft", state="operation")
    client.post(
        f"{P}ratsanfrage/", {"title": "Anfrage", "questions": "Welche KI wird eingesetzt?\n\n"}
    )
    return Report.objects.get()


def docx(title: str = "Kopf") -> bytes:
    word = WordFile()
    word.sections[0].header.paragraphs[0].text = title
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def upload(content: bytes, name: str = "briefbogen.docx"):
    file = io.BytesIO(content)
    file.name = name
    return {"file": file}


def test_an_empty_list_says_what_to_do(client, officer):
    assert "Noch kein Bericht" in client.get(P).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    client, officer, count, django_assert_num_queries
):
    for number in range(count):
        Report.objects.create(
            organisation=officer.organisation, kind="council", title=f"Bericht {number}"
        )
    client.get(P)

    with django_assert_num_queries(10):
        response = client.get(P)

    assert f"{count} Bericht" in response.content.decode()


def test_the_five_example_questions_stand_ready(client, officer):
    page = client.get(f"{P}ratsanfrage/?beispiel").content.decode()

    assert "Welche KI wird in der Verwaltung eingesetzt?" in page
    assert "Was ist für die Zukunft geplant?" in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"title": "", "questions": "A?"}, "Dieses Feld ist zwingend erforderlich."),
        ({"title": "T", "questions": " \n "}, "mindestens eine Frage"),
        ({"title": "T", "questions": "x" * 1001}, "höchstens 1.000 Zeichen"),
        ({"title": "T", "questions": "a?\n" * 41}, "höchstens 40 Fragen"),
        (
            {"title": "T", "questions": "A?", "asked_on": "2026-05-02", "due_on": "2026-05-01"},
            "Die Frist liegt vor dem Datum der Anfrage.",
        ),
    ],
)
def test_bad_input_gets_a_sentence(client, officer, form, sentence):
    response = client.post(f"{P}ratsanfrage/", form)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Report.objects.exists()


def test_the_page_links_each_citation_to_its_entry(client, report):
    page = client.get(f"{P}{report.pk}/").content.decode()

    assert "„Auskunft“ (Betrieb)" in page
    assert "Kurzbeschreibung" in page
    assert 'href="/anwendungsfaelle/' in page


def test_hostile_questions_and_sentences_stay_text(client, report):
    section = report.sections.get()
    client.post(
        f"{P}{report.pk}/abschnitt/{section.pk}/",
        {"revision": section.revision, "own": "<script>alert(1)</script>"},
    )

    assert "<script>alert" not in client.get(f"{P}{report.pk}/").content.decode()


def test_a_conflict_keeps_what_was_typed(client, report):
    section = report.sections.get()
    url = f"{P}{report.pk}/abschnitt/{section.pk}/"
    client.post(url, {"revision": section.revision, "own": "Von der Kollegin."})

    response = client.post(url, {"revision": section.revision, "own": "Von mir."})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Von mir." in page
    assert "Von der Kollegin." in page


def test_a_section_of_another_report_is_not_there(client, report):
    other = Report.objects.create(organisation=report.organisation, kind="council", title="Anderer")

    response = client.get(f"{P}{other.pk}/abschnitt/{report.sections.get().pk}/")

    assert response.status_code == 404


def test_questions_are_changed_by_the_form(client, report):
    section = report.sections.get()
    form = {
        "frage-TOTAL_FORMS": "2",
        "frage-INITIAL_FORMS": "1",
        "frage-0-id": section.pk,
        "frage-0-place": "2",
        "frage-0-title": "Welche KI?",
        "frage-0-topics": ["examples"],
        "frage-1-place": "1",
        "frage-1-title": "Was kostet das?",
        "frage-1-topics": ["costs"],
        "revision": report.revision,
    }

    assert client.post(f"{P}{report.pk}/fragen/", form).status_code == 302
    assert [s.title for s in report.sections.all()] == ["Was kostet das?", "Welche KI?"]


def test_the_word_file_says_what_the_page_says(client, report):
    response = client.get(f"{P}{report.pk}/bericht.docx")

    word = WordFile(io.BytesIO(response.content))
    body = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "1. Welche KI wird eingesetzt?" in body
    assert "„Auskunft“ (Betrieb)" in body
    assert "[KI-001, Kurzbeschreibung," in body


def test_the_own_template_is_used_until_it_is_removed(client, report):
    client.post(f"{P}vorlage/", upload(docx("Stadt Wiesenbrück")))
    with_template = client.get(f"{P}{report.pk}/bericht.docx").content
    client.post(f"{P}vorlage/", {"entfernen": "1"})

    word = WordFile(io.BytesIO(with_template))
    assert word.sections[0].header.paragraphs[0].text == "Stadt Wiesenbrück"
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"kein Word", "vorlage.docx"), (b"%PDF-1.7", "vorlage.pdf"), (b"PK\x03\x04kaputt", "a.docx")],
)
def test_what_is_no_word_template_is_refused_and_the_old_one_stays(client, report, content, name):
    client.post(f"{P}vorlage/", upload(docx()))

    response = client.post(f"{P}vorlage/", upload(content, name))

    assert response.status_code == 422
    assert LetterTemplate.objects.get().filename == "briefbogen.docx"


def test_a_year_out_of_range_is_refused(client, officer):
    response = client.post(f"{P}jahresbericht/", {"year": "1999"})

    assert response.status_code == 422
    assert "von 2020 bis" in response.content.decode()


def test_a_yearly_report_has_its_chapters(client, officer):
    client.post(f"{P}jahresbericht/", {"year": "2026"})

    report = Report.objects.get()
    assert report.title == "KI-Bericht 2026"
    assert report.sections.count() == 14
