"""The list and the pages of one use case."""

import csv
import io

import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.models import Goal, UseCase
from tests import factories
from tests.portal.register import made

pytestmark = pytest.mark.django_db
P = "/anwendungsfaelle/"


@pytest.fixture
def officer(client):
    member = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(member.user)
    return member


def test_an_empty_register_says_what_to_do(client, officer):
    assert "Noch kein Anwendungsfall" in client.get(P).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    client, officer, count, django_assert_num_queries
):
    for number in range(count):
        made.use_case(officer, f"Fall {number}", owner=officer)
    client.get(P)

    with django_assert_num_queries(11):
        response = client.get(P)

    assert f"{count} Anwendungsf" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Läuft", "Idee"]),
        ("?stand=", ["Abgelehnt", "Läuft", "Idee"]),
        ("?stand=operation", ["Läuft"]),
        ("?suche=KI-002&stand=", ["Läuft"]),
        ("?suche=drohne&stand=", ["Idee"]),
        ("?feld=care&stand=", ["Abgelehnt"]),
        ("?stand=gibt-es-nicht", ["Abgelehnt", "Läuft", "Idee"]),
        ("?suche=nichts", []),
    ],
)
def test_the_list_can_be_narrowed(client, officer, query, titles):
    made.use_case(officer, "Idee", summary="Eine Drohne zählt.")
    made.use_case(officer, "Läuft", state="operation")
    made.use_case(officer, "Abgelehnt", state="rejected", fields_koki=["care"])

    response = client.get(P + query)

    assert [case.title for case, _ in response.context["rows"]] == titles


def test_the_export_has_every_field_in_words(client, officer):
    made.use_case(officer, "=SUMME(A1)", cost_yearly=12_500)

    body = b"".join(client.get(f"{P}export.csv").streaming_content).decode()

    (cells,) = csv.DictReader(io.StringIO(body.removeprefix("\ufeff")), delimiter=";")
    assert cells["Titel"] == "'=SUMME(A1)"
    assert cells["Kosten im Jahr (Euro)"] == "12.500"
    assert cells["Handlungsfelder (#KoKI)"] == "Politik & Verwaltung"


def test_an_idea_takes_two_fields(client, officer):
    response = client.post(f"{P}neu/", {"title": "Neu", "summary": "Kurz."})

    case = UseCase.objects.get()
    assert response.url == f"{P}{case.pk}/"
    assert (case.title, case.created_by) == ("Neu", officer)


def test_what_was_typed_comes_back_and_goes_with_saving(client, officer):
    client.post("/entwurf/register/idea", {"title": "Halb", "summary": ""})

    again = client.get(f"{P}neu/").content.decode()
    client.post(f"{P}neu/", {"title": "Ganz", "summary": "Kurz."})

    assert 'value="Halb"' in again
    assert "Ihr Entwurf" in again
    assert "Ihr Entwurf" not in client.get(f"{P}neu/").content.decode()


def test_hostile_text_stays_text(client, officer):
    case = made.use_case(officer, "<script>alert(1)</script>", summary="<img src=x onerror=y>")

    page = client.get(f"{P}{case.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_conflict_shows_both_versions_and_can_then_be_saved(client, officer):
    case = made.use_case(officer)
    UseCase.objects.update(title="Ihre Fassung", revision=2)
    form = {"title": "Meine Fassung", "summary": "Kurz.", "revision": "1"}
    url = f"{P}{case.pk}/bearbeiten/steckbrief/"

    conflict = client.post(url, form)
    shown = conflict.content.decode()
    again = client.post(url, {**form, "revision": "2"})

    assert conflict.status_code == 409
    assert "Ihre Fassung" in shown
    assert 'name="revision" value="2"' in shown
    assert again.status_code == 302
    assert UseCase.objects.get().title == "Meine Fassung"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_on", "2020-01-01", "Das Ende liegt vor dem Beginn."),
        ("cost_yearly", "-5", "größer oder gleich 0"),
        ("cost_once", "99999999999999999999", "kleiner oder gleich"),
        ("user_count", "viele", "ganze Zahl"),
    ],
)
def test_absurd_values_get_a_sentence_at_the_field(client, officer, field, value, sentence):
    case = made.use_case(officer)
    form = {"starts_on": "2026-01-01", "revision": "1", field: value}

    response = client.post(f"{P}{case.pk}/bearbeiten/betrieb/", form)

    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])


@pytest.mark.parametrize(
    ("tags", "kept"), [("a, b ,a", ["a", "b"]), (", ,", []), ("Eins", ["Eins"])]
)
def test_tags_are_words_without_doubles(client, officer, tags, kept):
    case = made.use_case(officer)

    client.post(
        f"{P}{case.pk}/bearbeiten/steckbrief/",
        {"title": "T", "summary": "K", "tags": tags, "revision": "1"},
    )

    assert UseCase.objects.get().tags == kept


def test_goals_read_german_numbers(client, officer):
    case = made.use_case(officer)
    form = {
        "ziel-TOTAL_FORMS": "2",
        "ziel-INITIAL_FORMS": "0",
        "ziel-0-text": "Wartezeit",
        "ziel-0-baseline": "12,5",
        "ziel-0-target": "1.000",
        "ziel-1-baseline": "",
        "revision": "1",
    }

    assert client.post(f"{P}{case.pk}/ziele/", form).status_code == 302
    assert [(g.text, g.baseline, g.target) for g in Goal.objects.all()] == [
        ("Wartezeit", 12.5, 1000)
    ]


def test_a_goal_without_a_text_and_a_measurement_without_a_day_are_told(client, officer):
    case = made.use_case(officer)
    form = {
        "ziel-TOTAL_FORMS": "2",
        "ziel-INITIAL_FORMS": "0",
        "ziel-0-baseline": "1",
        "ziel-1-text": "Ziel",
        "ziel-1-measured": "3",
        "revision": "1",
    }

    response = client.post(f"{P}{case.pk}/ziele/", form)

    assert response.status_code == 422
    assert response.context["formset"].errors == [
        {"text": ["Bitte nennen Sie das Ziel."]},
        {"measured_on": ["Wann wurde gemessen?"]},
    ]


def test_an_unknown_section_is_not_there(client, officer):
    case = made.use_case(officer)

    assert client.get(f"{P}{case.pk}/bearbeiten/geheim/").status_code == 404


def test_an_old_draft_never_overwrites_a_newer_text_without_a_word(client, officer):
    case = made.use_case(officer)
    url = f"{P}{case.pk}/bearbeiten/steckbrief/"
    typed = {"title": "Alter Entwurf", "summary": "Kurz.", "revision": "1"}
    client.post(f"/entwurf/register/{case.pk}/steckbrief", typed)
    UseCase.objects.update(title="Neuere Fassung", revision=2)

    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in ("title", "summary", "revision")}
    response = client.post(url, sent)

    assert response.status_code == 409
    assert "Neuere Fassung" in response.content.decode()
    assert UseCase.objects.get().title == "Neuere Fassung"
