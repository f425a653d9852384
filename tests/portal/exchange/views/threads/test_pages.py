import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allmende.portal.core.domain import drafts, topic_sections
from allmende.portal.core.domain.things import Thing
from allmende.portal.core.models import Attachment
from allmende.portal.exchange.domain.threads import posts, states
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.enums import Audience
from tests import factories
from tests.portal.exchange import talk

pytestmark = pytest.mark.django_db
A = "/austausch/"
FORM = {
    "title": "Wer hilft?",
    "kind": "question",
    "topic": talk.TOPIC,
    "audience": "network",
    "text": "Wir suchen Rat.",
}


@pytest.fixture
def people():
    return talk.towns()


@pytest.fixture
def anna(client, people):
    client.force_login(people.anna.user)
    return people.anna


def at(thread, rest=""):
    return f"{A}beitraege/{thread.pk}/{rest}"


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_thread_is_written_and_shown(client, anna):
    response = client.post(f"{A}neu/", FORM)
    thread = Thread.objects.get()
    assert response.headers["Location"] == at(thread)
    html = page(client, at(thread))
    assert '<h1 class="kern-heading-large">Wer hilft?</h1>' in html
    assert "<p>Wir suchen Rat.</p>" in html


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": "\u200b"}, "Sagen Sie in einem Satz, worum es geht."),
        ({"text": " "}, "Schreiben Sie etwas, bevor Sie senden."),
        ({"text": "a" * 20_001}, "Der Text hat 20001 Zeichen. Möglich sind 20.000."),
        ({"topic": "koki:nichts"}, "Themenfeld"),
        ({"audience": "group"}, "Sichtbar für"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, anna, changed, sentence):
    response = client.post(f"{A}neu/", {**FORM, **changed})
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "Wir suchen Rat." in html or "text" in changed
    assert not Thread.objects.exists()


def test_a_wrong_file_keeps_the_text(client, anna):
    file = SimpleUploadedFile("x.html", b"<script>alert(1)</script>")
    response = client.post(f"{A}neu/", {**FORM, "attachments": [file]})
    assert response.status_code == 422
    assert "keinen erlaubten Dateityp" in response.content.decode()
    assert not Thread.objects.exists()


def test_several_files_hang_on_the_post(client, anna):
    files = [SimpleUploadedFile(f"plan{n}.pdf", b"%PDF-1.4 x") for n in (1, 2)]
    client.post(f"{A}neu/", {**FORM, "attachments": files})
    thread = Thread.objects.get()
    rows = Attachment.objects.filter(kind="post", key=str(thread.posts.get().pk))
    assert [one.name for one in rows] == ["plan1.pdf", "plan2.pdf"]
    html = page(client, at(thread))
    assert all(f'href="/anhang/{one.pk}/"' in html for one in rows)


def test_the_preview_stores_nothing_and_complains_of_nothing(client, anna):
    data = {**FORM, "title": "", "text": "# Groß", "schritt": "vorschau"}
    response = client.post(f"{A}neu/", data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h3>Groß</h3>" in html
    assert "Bitte prüfen" not in html
    assert not Thread.objects.exists()


def test_a_person_is_looked_for_and_mentioned_without_javascript(client, anna, people):
    found = client.post(f"{A}neu/", {**FORM, "schritt": "personen", "person": "cora"})
    button = f'value="erwaehnen:{people.cora.user_id}"'
    assert button in found.content.decode()
    inside = {**FORM, "audience": "organisation", "schritt": "personen", "person": "cora"}
    assert button not in client.post(f"{A}neu/", inside).content.decode()

    step = {**FORM, "schritt": f"erwaehnen:{people.cora.user_id}"}
    html = client.post(f"{A}neu/", step).content.decode()
    assert "Wir suchen Rat. @Cora Lang " in html
    hidden = {**FORM, "audience": "organisation", "schritt": step["schritt"]}
    assert "Cora" not in client.post(f"{A}neu/", hidden).content.decode()


def test_two_of_the_same_name_are_listed_for_choice(client, anna, people):
    twin = factories.member(
        people.cora.organisation, email="zwei@ahornried.example", name="Bert Kraus"
    )
    data = {**FORM, "text": "Hallo @Bert Kraus"}
    response = client.post(f"{A}neu/", data)
    assert response.status_code == 422
    assert "Wen meinen Sie mit „@Bert Kraus“?" in response.content.decode()
    assert not Thread.objects.exists()

    client.post(f"{A}neu/", {**data, "geklaert": "Bert Kraus", "gemeint": [twin.user_id]})
    assert (len(talk.told(twin)), talk.told(people.bert)) == (1, [])
    client.post(f"{A}neu/", {**data, "geklaert": "Bert Kraus"})
    assert Thread.objects.count() == 2
    assert talk.told(people.bert) == []


def test_a_reply_a_quote_and_where_it_leads(client, anna, people):
    thread = talk.thread(people.cora, "Eins\n\nZwei")
    html = page(client, at(thread, "?zitat=1"))
    assert "&gt; **Cora Lang**, Beitrag 1:" in html
    response = client.post(at(thread, "antworten/"), {"text": "Gern."})
    assert response.headers["Location"] == at(thread, "#beitrag-2")


def test_nothing_is_quoted_that_may_not_be_read(client, anna, people):
    thread = talk.thread(people.cora)
    post = talk.reply(thread, people.cora, "Geheimnis")
    posts.remove(post, by=people.cora)
    for number in ("2", "99", "x", "9" * 30):
        assert "Geheimnis" not in page(client, at(thread, f"?zitat={number}"))


def test_two_at_once_see_both_versions(client, anna):
    thread = talk.thread(anna, "Alt")
    post = thread.posts.get()
    posts.edit(post, text="Inzwischen", revision=1, by=anna)
    response = client.post(at(thread, "1/bearbeiten/"), {"text": "Meins", "revision": 1})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Inzwischen" in html
    assert "Meins" in html
    client.post(at(thread, "1/bearbeiten/"), {"text": "Meins", "revision": 2})
    post.refresh_from_db()
    assert post.text == "Meins"


def test_removed_and_hidden_texts_are_not_on_the_page(client, anna, people):
    thread = talk.thread(people.cora)
    removed = talk.reply(thread, people.cora, "Geheimnis")
    posts.remove(removed, by=people.cora)
    hidden = talk.reply(thread, people.cora, "Beleidigung")
    Post.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now(), hidden_reason="Sachlich")

    html = page(client, at(thread))
    assert "Geheimnis" not in html
    assert "Beleidigung" not in html
    assert "Grund: Sachlich" in html


def test_the_solution_stands_at_the_top(client, anna, people):
    thread = talk.thread(anna)
    talk.reply(thread, people.cora, "Nimm Formular 7.")
    client.post(at(thread, "2/loesung/"))
    html = page(client, at(thread))
    assert html.index("Die Lösung") < html.index("Nimm Formular 7.") < html.index("beitrag-1")
    client.post(at(thread, "stand/"), {"stand": "ungeloest"})
    assert 'id="loesung"' not in page(client, at(thread))


def test_the_public_reads_public_threads_and_no_names(client, people):
    thread = talk.thread(people.anna, "Wie macht ihr das?", audience=Audience.PUBLIC)
    inner = talk.thread(people.anna, "Intern", audience=Audience.ORGANISATION)
    html = page(client, at(thread))
    assert "Wie macht ihr das?" in html
    assert "Wiesenbrueck" in html
    assert "Anna Meier" not in html
    response = client.get(at(inner))
    assert response.headers["Location"].startswith("/konto/login/")

    feed = client.get(f"{A}atom/").content.decode()
    assert "Wie macht ihr das?" in feed
    assert "Intern" not in feed
    assert "Anna Meier" not in feed
    assert "Wie macht ihr" not in client.get(f"{A}themen/urban:city/atom/").content.decode()
    assert client.get(f"{A}themen/nichts/atom/").status_code == 404


def test_the_list_finds_filters_and_exports(client, anna, people):
    talk.thread(people.cora, "Zur Folgenabschätzung", title="Erstes")
    talk.thread(people.cora, title="Zweites", topic="urban:city", audience=Audience.ORGANISATION)
    html = page(client, f"{A}?suche=Abschätzung")
    assert "Erstes" in html
    assert "die passendsten zuerst" in html
    assert "Zweites" not in page(client, A)
    lines = b"".join(client.get(f"{A}export.csv?suche=Abschätzung")).decode().splitlines()
    assert [line.split(";")[0] for line in lines] == ["\ufeffTitel", "Erstes"]
    assert "Kein Thema passt dazu" in page(client, f"{A}?suche=Quastenflosser")
    assert "Noch hat niemand geschrieben" not in html


def test_a_topic_shows_what_others_have_on_it(client, anna, monkeypatch):
    monkeypatch.setattr(topic_sections, "_sections", {})
    topic_sections.register_section(
        "Sitzungen", lambda _, topic: [Thing("session", "1", f"Sitzung zu {topic}", "/x/")]
    )
    html = page(client, f"{A}themen/{talk.TOPIC}/")
    assert "Sitzung zu koki:law" in html
    assert "Hier hat noch niemand geschrieben" in html
    client.post(f"{A}themen/{talk.TOPIC}/folgen/", {"wie": "new"})
    assert '<option value="new" selected>' in page(client, f"{A}themen/{talk.TOPIC}/")
    client.post(f"{A}themen/{talk.TOPIC}/folgen/", {"wie": "sehr"})
    assert '<option value="new" selected>' in page(client, f"{A}themen/{talk.TOPIC}/")


@pytest.mark.parametrize(
    "path", [A, f"{A}themen/{talk.TOPIC}/", f"{A}?suche=Rat", f"{A}export.csv"]
)
def test_lists_cost_the_same_however_long(client, anna, people, path):
    talk.thread(people.cora, "Rat")
    one = queries_of(client, path)
    for _ in range(2):
        talk.reply(talk.thread(people.cora, "Rat"), people.anna)
    assert queries_of(client, path) == one


def test_a_thread_costs_the_same_however_long(client, anna, people):
    thread = talk.thread(people.cora, "Hallo @Anna Meier")
    talk.reply(thread, people.bert, files=[SimpleUploadedFile("a.pdf", b"%PDF")])
    two = queries_of(client, at(thread))
    many(thread, 1998, people.cora)
    assert queries_of(client, at(thread)) == two
    assert queries_of(client, at(thread, "?seite=40")) == two
    html = page(client, at(thread, "?seite=letzte"))
    assert "Seite 40 von 40, 2000 Beiträge" in html
    assert 'id="beitrag-2000"' in html
    assert "Erste Seite" in html
    for wrong in ("0", "41", "-1", "x", "9" * 40):
        assert client.get(at(thread, f"?seite={wrong}")).status_code == 200


def many(thread, count, by):
    first = thread.posts.count() + 1
    Post.objects.bulk_create(
        Post(
            thread=thread,
            number=first + number,
            text=f"Beitrag **{number}** zur Sache.",
            author=by.user,
            author_label=str(by.user),
            organisation_id=by.organisation_id,
        )
        for number in range(count)
    )
    Thread.objects.filter(pk=thread.pk).update(post_count=first + count - 1)


def test_buttons_of_a_thread(client, anna, people):
    thread = talk.thread(anna)
    client.post(at(thread, "betrifft-uns/"), {"betrifft": "ja"})
    assert "1 Organisation" in page(client, at(thread))
    client.post(at(thread, "stand/"), {"stand": "schliessen"})
    assert "Dieses Thema ist geschlossen" in page(client, at(thread))
    assert client.post(at(thread, "antworten/"), {"text": "Noch was"}).status_code == 422
    client.post(at(thread, "stand/"), {"stand": "oeffnen"})
    client.post(at(thread, "folgen/"), {"wie": "mute"})
    assert '<option value="mute" selected>' in page(client, at(thread))
    assert client.post(at(thread, "stand/"), {"stand": "anheften"}).status_code == 403
    client.post(at(thread, "loeschen/"))
    assert not Thread.objects.exists()


def test_a_draft_comes_back_and_goes_when_it_is_sent(client, anna, people):
    thread = talk.thread(people.cora)
    key = f"austausch:{thread.pk}:antwort"
    client.post(f"/entwurf/{key}", {"text": "Halb fertig"})
    assert "Halb fertig" in page(client, at(thread))
    client.post(at(thread, "antworten/"), {"text": "Fertig"})
    assert drafts.find(anna.user, key) is None


def test_tying_from_the_page(client, anna, people):
    thread, other = talk.thread(anna, title="Eins"), talk.thread(people.cora, title="Wasserwerk")
    path = f"{A}verknuepfen/?kind=thread&key={thread.pk}"
    assert "Wasserwerk" in page(client, f"{path}&suche=Wasserwerk")
    client.post(path, {"kind": "thread", "key": str(other.pk)})
    for one in (thread, other):
        assert "Noch nichts verknüpft" not in page(client, at(one))
    client.post(path, {"kind": "thread", "key": str(other.pk), "tun": "loesen"})
    assert "Noch nichts verknüpft" in page(client, at(thread))
    for wrong in ("?kind=thread&key=0", "?kind=post&key=1", "?kind=x&key=" + "9" * 80, ""):
        assert client.get(f"{A}verknuepfen/{wrong}").status_code == 404


def test_states_are_told_in_words(client, anna):
    thread = talk.thread(anna)
    states.close(thread, by=anna)
    assert "geschlossen" in page(client, A)
