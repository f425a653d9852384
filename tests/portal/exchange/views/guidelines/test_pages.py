"""Pages of guidelines: drafts that come back, both versions of a conflict, constant queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.portal.core.domain import drafts
from allmende.portal.exchange.domain.guidelines import commenting, writing
from allmende.portal.exchange.models import Guideline, ParagraphComment
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.exchange import writing_together as made

pytestmark = pytest.mark.django_db
L = "/austausch/leitlinien/"


@pytest.fixture
def author(client):
    found = factories.member(factories.organisation(), Role.AI_OFFICER)
    client.force_login(found.user)
    return found


@pytest.fixture
def neighbour():
    return factories.member(factories.organisation("ahornried"), Role.AI_OFFICER)


def form(guideline, **values):
    names = ("title", "summary", "kind", "topic", "audience", "text", "revision")
    return {name: getattr(guideline, name) for name in names} | values


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_a_list_takes_the_same_queries_for_one_and_three(client, author):
    made.published(author)
    client.get(L)
    one = queries(client, L)
    for n in range(2):
        made.published(author, title=f"Weitere {n}")

    assert queries(client, L) == one
    assert "3 Leitlinien" in client.get(L).content.decode()


def test_comments_take_the_same_queries_for_one_and_three(client, author, neighbour):
    window = made.window(made.guideline(author), author)
    path = f"{L}{window.guideline_id}/konsultation/{window.pk}/"
    commenting.comment(window, paragraph=1, text="Eins", by=neighbour)
    client.get(path)
    one = queries(client, path)
    for n in range(2):
        commenting.comment(window, paragraph=2, text=f"Noch {n}", by=neighbour)

    assert queries(client, path) == one


def test_a_conflict_shows_both_texts_and_then_saves(client, author):
    guideline = made.guideline(author)
    writing.change(guideline, values={"text": "Von der anderen"}, revision=1, by=author)
    path = f"{L}{guideline.pk}/bearbeiten/"
    response = client.post(path, form(guideline, text="Meine", revision=1))
    page = response.content.decode()

    assert response.status_code == 409
    assert "Von der anderen" in page
    assert "Meine" in page
    assert 'value="2"' in page
    client.post(path, form(guideline, text="Meine", revision=2))
    assert Guideline.objects.get().text == "Meine"


def test_a_preview_saves_nothing(client, author):
    guideline = made.guideline(author)
    path = f"{L}{guideline.pk}/bearbeiten/"
    page = client.post(path, form(guideline, text="**Neu**", vorschau="1")).content.decode()

    assert "<strong>Neu</strong>" in page
    assert Guideline.objects.get().text == made.TEXT


def test_a_draft_comes_back_and_goes_with_saving(client, author):
    guideline = made.guideline(author)
    path, key = f"{L}{guideline.pk}/bearbeiten/", f"guideline/{guideline.pk}"
    client.post(f"/entwurf/{key}", form(guideline, text="Angefangen"))
    assert "Angefangen" in client.get(path).content.decode()
    client.post(path, form(guideline, text="Fertig"))

    assert drafts.find(author.user, key) is None


def test_html_and_bad_links_do_no_harm(client, author):
    text = "<script>alert(1)</script>\n\n[x](javascript:alert(1))"
    guideline = made.published(author, text=text, audience="public")
    for path in (f"{L}{guideline.pk}/", f"/leitlinien/{guideline.pk}/"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript' not in page


def test_a_comment_that_comes_too_late_is_told_so(client, author, neighbour):
    window = made.window(made.guideline(author), author)
    made.shift(window, 8 * made.timedelta(days=1))
    client.force_login(neighbour.user)
    path = f"{L}{window.guideline_id}/konsultation/{window.pk}/absatz/1/"
    response = client.post(path, {"text": "Zu spät"})

    assert response.status_code == 422
    assert "Die Konsultation ist beendet." in response.content.decode()


def test_what_is_hidden_or_removed_is_in_no_file(client, author, neighbour):
    window = made.window(made.guideline(author), author)
    for text in ("Weg", "Versteckt", "Bleibt"):
        commenting.comment(window, paragraph=1, text=text, by=neighbour)
    ParagraphComment.objects.filter(text="Weg").update(removed_at=made.timezone.now())
    ParagraphComment.objects.filter(text="Versteckt").update(hidden_at=made.timezone.now())
    path = f"{L}{window.guideline_id}/konsultation/{window.pk}/"
    for page in (path, f"{path}anmerkungen.csv"):
        response = client.get(page)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        told = body.decode()
        assert "Bleibt" in told
        assert "Versteckt" not in told
        assert ">Weg<" not in told


def test_a_colleague_sees_no_window_before_it_opens(client, author):
    guideline = made.published(author)
    window = made.window(guideline, author, opens=made.HOUR)
    colleague = factories.member(author.organisation, email="amt@wiesenbrueck.example")
    client.force_login(colleague.user)

    assert client.get(f"{L}{guideline.pk}/").status_code == 200
    assert client.get(f"{L}{guideline.pk}/konsultation/{window.pk}/").status_code == 404


def test_the_public_list_searches_german_and_shows_no_other(client, author):
    made.published(author, audience="public", title="Folgenabschätzung", text="Risiken prüfen.")
    made.published(author, title="Nur Netzwerk", text="Risiken prüfen.")
    client.logout()
    page = client.get("/leitlinien/?suche=Abschätzung").content.decode()

    assert "Folgenabschätzung" in page
    assert "Nur Netzwerk" not in page


def test_a_writer_is_added_by_mail_and_unknown_ones_are_told(client, author, neighbour):
    guideline = made.guideline(author)
    path = f"{L}{guideline.pk}/mitschreibende/"
    assert "kein Mitglied" in client.post(path, {"email": "x@example.org"}).content.decode()
    client.post(path, {"email": neighbour.user.email.upper()})

    assert guideline.writers.count() == 2
