import csv
from io import BytesIO, StringIO

import pytest
from docx import Document

from allmende.portal.organisations.enums import Audience
from allmende.portal.register.domain import publishing, reuse
from allmende.portal.register.models import Publication
from tests import factories
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db
CATALOGUE = "/anwendungsfaelle/katalog/"
COMPARE = "/anwendungsfaelle/vergleich/"


@pytest.fixture
def reader(client):
    reader = factories.member(factories.organisation())
    client.force_login(reader.user)
    return reader


@pytest.fixture
def officer():
    return shared.officer("ahornried", name="Ahornried", state="BY")


def text(response):
    return response.content.decode()


def titles(response):
    return [row["entry"].title for row in response.context["rows"]]


def test_the_list_shows_level_class_and_adoptions(client, reader, officer):
    source = shared.publish(officer, "Vorlage")
    reuse.take_over(source, by=shared.officer("erlentann"))
    made.use_case(officer, "Entwurf")
    page = client.get(CATALOGUE)
    [row] = page.context["rows"]

    assert (row["entry"], row["reused"], str(row["risk"])) == (source, 1, "noch nicht eingestuft")
    assert f"{source.maturity} – {row['level']}" in text(page)
    assert "Entwurf" not in text(page)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("titel", ["A", "B", "C"]),
        ("-titel", ["C", "B", "A"]),
        ("kosten", ["C", "B", "A"]),
        ("-kosten", ["B", "C", "A"]),
        ("reife", ["B", "A", "C"]),
        ("neu", ["C", "B", "A"]),
        ("unsinn", ["C", "B", "A"]),
    ],
)
def test_it_is_sorted(client, reader, officer, order, expected):
    for title, cost, level in [("A", None, 3), ("B", 9, 7), ("C", 0, 1)]:
        new = shared.publish(officer, title, cost_yearly=cost)
        Publication.objects.filter(pk=new.pk).update(maturity=level)

    assert titles(client.get(CATALOGUE, {"sortierung": order})) == expected


def test_search_ranks_and_can_be_sorted_otherwise(client, reader, officer):
    shared.publish(officer, "Baumkataster", summary="Zählt Bäume am Straßenrand.")
    shared.publish(officer, "Straßenschäden", summary="Findet Schlaglöcher.")

    found = client.get(CATALOGUE, {"suche": "Straßen"})
    assert titles(found) == ["Straßenschäden", "Baumkataster"]
    assert "die passendsten zuerst" in text(found)
    sorted_ = client.get(CATALOGUE, {"suche": "Straßen", "sortierung": "titel"})
    assert titles(sorted_) == ["Baumkataster", "Straßenschäden"]
    assert titles(client.get(CATALOGUE, {"suche": "Straßen", "land": "NW"})) == []
    assert "Kein Eintrag passt dazu" in text(client.get(CATALOGUE, {"suche": "Raumfahrt"}))


def test_an_empty_catalogue_says_what_to_do(client, reader):
    assert "Noch ist nichts veröffentlicht" in text(client.get(CATALOGUE))


def test_bad_filters_are_ignored(client, reader, officer):
    shared.publish(officer, "Vorlage")
    query = {"reife": "x", "land": "??", "kosten": "-1", "organisation": "abc", "seite": "99"}

    assert titles(client.get(CATALOGUE, query)) == ["Vorlage"]


def test_the_export_holds_the_narrowed_list(client, reader, officer):
    shared.publish(officer, "=Böse Formel", fields_koki=["law"])
    shared.publish(officer, "Andere", fields_koki=["data"])
    response = client.get(f"{CATALOGUE}export.csv", {"feld": "koki:law"})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content), delimiter=";"))

    assert [(row["Titel"], row["Land"], row["Kosten im Jahr (Euro)"]) for row in rows] == [
        ("'=Böse Formel", "Bayern", "4800")
    ]


def test_pages_hold_25(client, reader, officer):
    first = shared.publish(officer, "Eintrag 0")
    for number in range(1, 27):
        first.pk, first.entry, first.title = None, made.UseCase().pk, f"Eintrag {number}"
        first.save()

    assert len(titles(client.get(CATALOGUE))) == 25
    assert len(titles(client.get(CATALOGUE, {"seite": 2}))) == 2


def test_an_entry_shows_versions_and_offers_reuse(client, reader, officer):
    first = shared.publish(officer, "Vorlage")
    case = first.use_case
    case.summary = "Zweite Fassung."
    case.save()
    publishing.publish(case, audience=Audience.NETWORK, by=officer)
    page = text(client.get(f"{CATALOGUE}{first.entry}/"))

    assert "Zweite Fassung." in page
    assert "Nachnutzen" in page
    assert "Verantwortliche fragen" in page
    old = text(client.get(f"{CATALOGUE}{first.entry}/fassung/1/"))
    assert "Das ist eine frühere Fassung" in old
    assert client.get(f"{CATALOGUE}{first.entry}/fassung/3/").status_code == 404


def test_taking_over_leads_to_what_is_left_to_do(client, reader, officer):
    source = shared.publish(officer, "Vorlage")
    address = f"{CATALOGUE}{source.entry}/uebernehmen/"
    assert "Freigaben: keine wird geerbt" in text(client.get(address))

    response = client.post(address)
    page = text(client.get(response.url))
    assert "Was wir noch tun müssen" in page
    assert "Vorprüfung" in page
    again = client.post(address)
    assert again.status_code == 409
    assert "nutzt das schon nach: KI-001" in text(again)


def test_news_of_the_source_are_pulled_field_by_field(client, reader, officer):
    source = shared.publish(officer, "Vorlage")
    copy = reuse.take_over(source, by=reader)
    address = f"/anwendungsfaelle/{copy.pk}/neuerungen/"
    assert "auf dem Stand der Vorlage" in text(client.get(address))

    case = source.use_case
    case.summary, case.problem = "Neu A", "Neu B"
    case.save()
    publishing.publish(case, audience=Audience.PUBLIC, by=officer)
    assert "Neu A" in text(client.get(address))
    data = {"fields": ["summary"], "version": 2, "revision": copy.revision}
    assert client.post(address, data | {"version": 1}).status_code == 422
    assert client.post(address, data | {"revision": 99}).status_code == 409
    assert client.post(address, data).status_code == 302
    copy.refresh_from_db()
    assert (copy.summary, copy.problem) == ("Neu A", source.data["record"]["problem"])


def test_comparison_marks_what_differs(client, reader, officer):
    one = shared.publish(officer, "Eins", provider="Firma A")
    two = shared.publish(officer, "Zwei", provider="Firma B")
    page = client.get(COMPARE, {"e": [one.entry, two.entry]})
    lines = {label: (values, differs) for label, values, differs in page.context["lines"]}

    assert lines["Anbieter"] == (["Firma A", "Firma B"], True)
    assert lines["Aufbewahrung und Löschung"] == (["30 Tage", "30 Tage"], False)
    only = client.get(COMPARE, {"e": [one.entry, two.entry], "nur": "unterschiede"})
    assert [label for label, _, _ in only.context["lines"]] == ["Anbieter"]


def test_comparison_takes_four_and_only_what_one_may_see(client, reader, officer):
    entries = [shared.publish(officer, f"Nummer {n}").entry for n in range(5)]
    gone = shared.publish(officer, "Weg")
    publishing.withdraw(gone, reason="x", by=officer)
    page = client.get(COMPARE, {"e": [gone.entry, "unsinn", entries[4], entries[4], *entries]})

    titles = [entry.title for entry in page.context["entries"]]
    assert titles == ["Nummer 4", "Nummer 0", "Nummer 1", "Nummer 2"]


def test_comparison_of_nothing_says_what_to_do(client, reader):
    assert "Wählen Sie mindestens zwei Einträge" in text(client.get(COMPARE))
    assert client.get(f"{COMPARE}vergleich.docx").status_code == 404


def test_comparison_as_word(client, reader, officer):
    entries = [shared.publish(officer, title).entry for title in ("Eins", "Zwei")]
    response = client.get(f"{COMPARE}vergleich.docx", {"e": entries})
    [table] = Document(BytesIO(response.content)).tables

    assert [cell.text for cell in table.rows[0].cells] == [
        "Angabe",
        "Eins (Ahornried)",
        "Zwei (Ahornried)",
    ]


def test_follow_and_unfollow(client, reader, officer):
    entry = str(shared.publish(officer, "Vorlage").entry)
    back = f"{CATALOGUE}{entry}/"
    data = {"kind": "entry", "value": entry, "back": back}
    assert client.post("/anwendungsfaelle/folge-ich/neu/", data).url == back
    page = client.get("/anwendungsfaelle/folge-ich/")
    [(follow, url)] = page.context["follows"]
    assert (follow.label, url) == ("Vorlage", back)

    client.post(f"/anwendungsfaelle/folge-ich/{follow.pk}/beenden/")
    assert "Sie verfolgen noch nichts" in text(client.get("/anwendungsfaelle/folge-ich/"))


def test_following_does_not_lead_elsewhere(client, reader, officer):
    data = {"kind": "field", "value": "koki:law", "back": "https://evil.example/"}
    response = client.post("/anwendungsfaelle/folge-ich/neu/", data)
    assert response.url == "/anwendungsfaelle/folge-ich/"
    wrong = client.post("/anwendungsfaelle/folge-ich/neu/", {"kind": "x"}, follow=True)
    assert "Das gibt es nicht mehr." in text(wrong)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [({}, 11), ({"suche": "Telefon"}, 15)])
def test_the_list_asks_the_database_equally_often(
    client, reader, officer, count, query, queries, django_assert_num_queries
):
    for number in range(count):
        shared.publish(officer, f"Auskunft {number}")
    client.get(CATALOGUE, query)

    with django_assert_num_queries(queries):
        client.get(CATALOGUE, query)


@pytest.mark.parametrize("count", [1, 3])
def test_the_entry_asks_the_database_equally_often(
    client, reader, officer, count, django_assert_num_queries
):
    source = shared.publish(officer, "Vorlage")
    for number in range(count):
        other = shared.officer(f"ort-{number}")
        copy = reuse.take_over(source, by=other)
        publishing.publish(copy, audience=Audience.NETWORK, by=other)
    client.get(f"{CATALOGUE}{source.entry}/")

    with django_assert_num_queries(14):
        client.get(f"{CATALOGUE}{source.entry}/")


def test_an_entry_speaks_german_about_roles_and_numbers(client, reader, officer):
    source = shared.publish(officer, "Vorlage")
    source.data["signoffs"] = [
        {"step": "Bedarf", "role": "office", "participation": "approve", "decision": "approved"}
    ]
    goal = {"text": "Schneller", "indicator": "Dauer", "unit": "Tage", "measured": 1044.25}
    source.data["goals"] = [{**goal, "baseline": 58.0, "target": 45.0}]
    source.save()
    page = text(client.get(f"{CATALOGUE}{source.entry}/"))

    assert "Bedarf: zugestimmt (Fachamt" in page
    assert "(Dauer: von 58 auf 45 Tage, gemessen 1.044,25 Tage)" in page
