import pytest
from django.core import mail

from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Page
from allmende.portal.register.domain import publishing, use_cases
from allmende.portal.register.models import Message
from tests.portal.assistant.test_translations import chrome, german
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db
REGISTER = "/o/wiesenbrueck/ki-register/"


@pytest.fixture
def officer():
    return shared.officer()


def text(response):
    return response.content.decode()


def one(publication, page=""):
    return f"{REGISTER}{publication.entry}/{page}"


def test_only_what_is_public_stands_there(client, officer):
    shared.publish(officer, "Offene Auskunft")
    shared.publish(officer, "Nur im Netz", audience=Audience.NETWORK)
    made.use_case(officer, "Entwurf")
    shared.publish(shared.officer("ahornried"), "Vom Nachbarn")
    page = text(client.get(REGISTER))

    assert "Offene Auskunft" in page
    assert "1 Eintrag" in page
    for hidden in ("Nur im Netz", "Entwurf", "Vom Nachbarn"):
        assert hidden not in page


def test_without_entries_it_says_so_and_is_not_linked(client, officer):
    assert "Noch ist kein Eintrag veröffentlicht." in text(client.get(REGISTER))
    assert REGISTER not in text(client.get("/o/wiesenbrueck/"))

    shared.publish(officer)
    assert f'href="{REGISTER}"' in text(client.get("/o/wiesenbrueck/"))
    assert client.get("/o/gibt-es-nicht/ki-register/").status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Baumkataster", "Telefonhilfe"}),
        ("?stand=pilot", {"Baumkataster"}),
        ("?feld=koki:data", {"Baumkataster"}),
        ("?suche=Telefone", {"Telefonhilfe"}),
        ("?suche=Raumfahrt", set()),
        ("?stand=unsinn&seite=x", {"Baumkataster", "Telefonhilfe"}),
    ],
)
def test_it_is_narrowed(client, officer, query, expected):
    fields = {"summary": "Zählt.", "tags": [], "system_name": "", "problem": "", "benefit": ""}
    more = {"affected_groups": "", "personal_data_kinds": "", "human_oversight": ""}
    shared.publish(officer, "Baumkataster", state="pilot", fields_koki=["data"], **fields, **more)
    shared.publish(officer, "Telefonhilfe")
    page = client.get(REGISTER + query)

    assert {entry.title for entry in page.context["page"]} == expected


def test_an_entry_explains_itself(client, officer):
    page = text(client.get(one(shared.publish(officer, state="pilot"))))

    assert "Das System wird in einem begrenzten Rahmen ausprobiert." in page
    assert "noch nicht eingestuft" in page
    assert "Ja, es werden personenbezogene Daten verarbeitet." in page
    assert "Beschwerden nimmt das Hauptamt entgegen." in page
    assert "ki@wiesenbrueck.example" in page


def test_later_changes_stay_inside_until_they_are_published(client, officer):
    publication = shared.publish(officer)
    case = publication.use_case
    use_cases.change(case, values={"summary": "Noch geheim"}, revision=case.revision, by=officer)
    assert "Noch geheim" not in text(client.get(one(publication)))

    publishing.publish(case, audience=Audience.PUBLIC, by=officer)
    page = text(client.get(one(publication)))
    assert "Noch geheim" in page
    assert "Kurzbeschreibung: " in page or "Kurzbeschreibung geändert" in page
    old = text(client.get(one(publication, "fassung/1/")))
    assert "Noch geheim" not in old.split("Alle Fassungen")[0]
    assert "Das ist eine frühere Fassung" in old


def test_a_version_that_was_only_for_the_network_is_not_public(client, officer):
    first = shared.publish(officer, audience=Audience.NETWORK)
    publishing.publish(first.use_case, audience=Audience.PUBLIC, by=officer)

    assert client.get(one(first)).status_code == 200
    assert client.get(one(first, "fassung/1/")).status_code == 404
    assert client.get(one(first, "fassung/7/")).status_code == 404


def test_withdrawn_entries_and_those_of_others_are_not_found(client, officer):
    gone = shared.publish(officer)
    publishing.withdraw(gone, reason="x", by=officer)
    foreign = shared.publish(shared.officer("ahornried"))

    for page in ("", "fassung/1/", "rueckmeldung/", "rueckmeldung/angekommen/"):
        assert client.get(one(gone, page)).status_code == 404
        assert client.get(one(foreign, page)).status_code == 404


def test_feedback_arrives(client, officer):
    publication = shared.publish(officer)
    response = client.post(
        one(publication, "rueckmeldung/"), {"text": "Danke", "contact": "b@example.org"}
    )
    message = Message.objects.get()

    assert response.url == one(publication, "rueckmeldung/angekommen/")
    assert "ist angekommen" in text(client.get(response.url))
    assert (message.text, message.contact, message.kind) == ("Danke", "b@example.org", "feedback")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": ""}, "Bitte schreiben Sie, was Sie uns sagen möchten."),
        ({"text": "x" * 5001}, "höchstens 5.000 Zeichen"),
        ({"text": "Hallo", "contact": "kein Klammeraffe"}, "nicht vollständig"),
    ],
)
def test_bad_feedback_is_explained(client, officer, data, sentence):
    response = client.post(one(shared.publish(officer), "rueckmeldung/"), data)

    assert response.status_code == 422
    assert sentence in text(response)
    assert not Message.objects.exists()


def test_robots_are_not_heard_and_nobody_writes_all_day(client, officer):
    address = one(shared.publish(officer), "rueckmeldung/")
    client.post(address, {"text": "Werbung", "website": "http://x.example"})
    assert not Message.objects.exists()

    statuses = [client.post(address, {"text": "Noch etwas"}).status_code for _ in range(7)]
    assert statuses == [302] * 6 + [429]
    assert Message.objects.count() == 6
    assert "Noch etwas" in text(client.post(address, {"text": "Noch etwas"}))


def test_privacy_is_linked_where_it_is_written(client, officer):
    address = one(shared.publish(officer), "rueckmeldung/")
    link = "/o/wiesenbrueck/seite/privacy/"
    assert f'small">{link}' not in text(client.get(address))

    Page.objects.create(organisation=officer.organisation, kind="privacy", text="So.")
    assert text(client.get(address)).count(link) == 2  # at the form and in the footer


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_equally_often(
    client, officer, count, django_assert_num_queries
):
    for number in range(count):
        shared.publish(officer, f"Auskunft {number}")
    client.get(REGISTER)

    with django_assert_num_queries(11):
        client.get(REGISTER)


def test_english_pages_have_no_german_words_of_ours(client, officer):
    publication = shared.publish(
        officer, "Telephone", state="pilot", website="https://example.org/", target_group="both"
    )
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    feedback = one(publication, "rueckmeldung/")
    responses = {
        "list": client.get(REGISTER),
        "nothing": client.get(f"{REGISTER}?suche=moon"),
        "entry": client.get(one(publication)),
        "form": client.get(feedback),
        "errors": client.post(feedback, {"contact": "x"}),
        "sent": client.get(f"{feedback}angekommen/"),
    }
    found = {name: german(chrome(response)) for name, response in responses.items()}

    assert "What the classes mean" in text(responses["list"])
    assert found == {name: [] for name in responses}
