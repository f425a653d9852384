"""What everybody reads, and machines too."""

import json
import re

import pytest
from lxml import etree

from allmende.portal.exchange.domain.legal import marking
from tests import factories
from tests.portal.exchange import law

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script> & <b>"


@pytest.fixture
def at():
    return law.network()


def test_the_public_reads_public_answers_only(at, client):
    open_ = law.answered(at, "Öffentlich?")
    inner = law.answered(at, "Nur intern?", audience="network")
    shown = client.get("/antworten/").content.decode()

    assert "Öffentlich?" in shown
    assert "Nur intern?" not in shown
    assert client.get(f"/antworten/{open_.pk}/").status_code == 200
    assert client.get(f"/antworten/{inner.pk}/").status_code == 404
    assert client.get(f"/antworten/{inner.pk}/datei.docx").status_code == 404
    assert "Nur intern?" not in client.get("/antworten/?suche=intern").content.decode()
    client.force_login(at.other.user)
    assert client.get(f"/antworten/{inner.pk}/").status_code == 404


def test_a_page_says_what_it_is_not_and_who_has_checked(at, client):
    question = law.answered(at, lands=["BW"])
    page = client.get(f"/antworten/{question.pk}/")
    shown = page.content.decode()

    assert "Keine Rechtsberatung im Einzelfall" in shown
    assert "Baden-Württemberg" in shown
    assert "Erarbeitet von einer Fachperson" in shown
    assert law.TEXT not in shown
    assert [n for n in ("Edda", "Rita", "Rosa") if n in shown] == []
    assert page["Link"] == f'<http://testserver/antworten/{question.pk}/>; rel="canonical"'


def test_filters_and_search(at, client):
    for title, fields in (
        ("Chatbots?", {"short": "Ja.", "text": "Einwilligung ist nötig."}),
        ("Übersetzung?", {"short": "Ja.", "text": "Keine Bedenken.", "lands": ["BW"]}),
    ):
        law.answered(at, title, **fields)

    def titles(**query):
        rows = client.get("/antworten/", query).context["rows"]
        return {row["version"].title for row in rows}

    assert (
        titles() == titles(thema="koki:law") == titles(land="BW") == {"Chatbots?", "Übersetzung?"}
    )
    assert titles(land="BY") == titles(suche="Einwilligung") == {"Chatbots?"}
    assert titles(thema="koki:data") == titles(suche="Gibtesnicht") == set()
    assert client.get("/antworten/?suche=Gibtesnicht&seite=99").status_code == 200


def test_a_withdrawn_answer_is_gone_with_its_reason(at, client):
    question = law.answered(at)
    law.published(at, question, short="Neu.", change_note="Neu.")
    marking.withdraw(question, reason="Ein Gericht hat anders entschieden.", by=at.expert)
    page = client.get(f"/antworten/{question.pk}/")

    assert (page.status_code, page["X-Robots-Tag"]) == (410, "noindex")
    assert "Ein Gericht hat anders entschieden." in page.content.decode()
    assert client.get(f"/antworten/{question.pk}/fassung/1/").status_code == 404
    assert client.get(f"/antworten/{question.pk}/datei.docx").status_code == 404
    assert law.TITLE not in client.get("/antworten/").content.decode()
    assert law.TITLE not in client.get("/antworten/atom/").content.decode()


def test_earlier_versions_are_readable_but_not_indexed(at, client):
    question = law.answered(at)
    inner = law.answered(at, "Erst intern?", audience="network")
    for one in (question, inner):
        law.published(at, one, short="Neu.", change_note="Neu.")
    old = client.get(f"/antworten/{question.pk}/fassung/1/")

    assert (old.status_code, old["X-Robots-Tag"]) == (200, "noindex")
    assert "Das ist eine frühere Fassung" in old.content.decode()
    assert client.get(f"/antworten/{inner.pk}/").status_code == 200
    assert client.get(f"/antworten/{inner.pk}/fassung/1/").status_code == 404


def test_json_ld_is_valid_and_cannot_break_out(at, client):
    question = law.answered(at, f"Was gilt? {HOSTILE}", short=HOSTILE)
    shown = client.get(f"/antworten/{question.pk}/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL)
    data = json.loads(block.group(1))

    assert data["@type"] == "QAPage"
    assert data["mainEntity"]["acceptedAnswer"]["text"] == HOSTILE
    assert shown.count("<script") == shown.count("</script>")
    assert "<script>alert" not in shown


def test_the_feed_is_valid_atom(at, client):
    empty = etree.fromstring(client.get("/antworten/atom/").content)
    question = law.answered(at, short=f"Kurz. {HOSTILE}")
    feed = client.get("/antworten/atom/")
    root = etree.fromstring(feed.content)
    names = {"a": "http://www.w3.org/2005/Atom"}

    assert empty.findall("a:entry", names) == []
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert [e.text for e in root.findall("a:entry/a:title", names)] == [f"{law.TITLE} (Fassung 1)"]
    link = root.find("a:entry/a:link", names).get("href")
    assert link == f"http://testserver/antworten/{question.pk}/"
    assert root.find("a:updated", names) is not None


def test_the_footer_of_each_town_links_to_the_answers(at, client):
    town = factories.organisation("wiesenbrueck")
    assert "/antworten/" not in client.get(f"/o/{town.slug}/").content.decode()
    law.answered(at)

    assert 'href="/antworten/"' in client.get(f"/o/{town.slug}/").content.decode()


def test_the_pages_speak_english_too(at, client):
    question = law.answered(at)
    page = client.get(f"/antworten/{question.pk}/", headers={"accept-language": "en"})

    assert page["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()


def test_anonymous_pages_take_few_queries(at, client, django_assert_max_num_queries):
    for number in range(3):
        law.answered(at, f"Frage {number}?")
    with django_assert_max_num_queries(3):
        client.get("/antworten/")


def test_the_api_gives_valid_answers(at, client):
    question = law.answered(at)
    inner = law.answered(at, "Nur intern?", audience="network")
    found = client.get("/api/v1/legal-answers", {"q": "Einwilligung"}).json()

    assert (found["count"], [one["id"] for one in found["answers"]]) == (1, [question.pk])
    one = client.get(f"/api/v1/legal-answers/{question.pk}").json()
    assert (one["version"], one["sources"], one["outdated"]) == (1, [law.SOURCE], False)
    assert one["url"] == f"http://testserver/antworten/{question.pk}/"
    assert client.get(f"/api/v1/legal-answers/{inner.pk}").status_code == 404
    assert client.get("/api/v1/legal-answers?page=0").status_code == 422
    client.force_login(at.other.user)
    assert client.get(f"/api/v1/legal-answers/{inner.pk}").json()["audience"] == "network"
    assert client.get("/api/v1/legal-answers").json()["count"] == 2
