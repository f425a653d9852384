import pytest

from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.domain.threads import limits
from allmende.portal.exchange.models import Report
from tests.portal.exchange import talk

pytestmark = pytest.mark.django_db
M = "/austausch/moderation/"


@pytest.fixture
def people():
    return talk.towns()


@pytest.fixture
def rude(people):
    return talk.reply(talk.thread(people.anna), people.cora, "Kappes")


def test_from_the_report_to_the_decision_and_back(client, people, rude):
    client.force_login(people.anna.user)
    response = client.post(
        f"/austausch/melden/?kind=post&key={rude.pk}", {"reason": "Beleidigend"}, follow=True
    )
    assert "Danke. Die Moderation sieht es sich an" in response.content.decode()
    report = Report.objects.get()

    client.force_login(people.moderator.user)
    assert "Beleidigend" in client.get(M).content.decode()
    html = client.get(f"{M}{report.pk}/").content.decode()
    assert "Der Beitrag davor" in html
    assert "Cora Lang (Ahornried)" in html
    empty = client.post(f"{M}{report.pk}/", {"decision": "hidden"})
    assert (empty.status_code, rude.hidden_at) == (422, None)
    client.post(f"{M}{report.pk}/", {"decision": "hidden", "reason": "Bitte sachlich"})
    rude.refresh_from_db()
    assert rude.hidden_reason == "Bitte sachlich"
    assert "Keine Meldung in dieser Auswahl" in client.get(M).content.decode()
    assert "Bitte sachlich" in b"".join(client.get(f"{M}export.csv?stand=")).decode()
    assert "ausgeblendet" in client.get(f"{M}statistik/").content.decode()

    client.post(f"{M}{report.pk}/", {"reason": "Geklärt"})
    rude.refresh_from_db()
    assert rude.hidden_at is None
    client.force_login(people.anna.user)
    assert "wieder eingeblendet" in client.get("/austausch/meldungen/").content.decode()


def test_a_moderator_edits_what_nobody_has_reported(client, people, rude):
    client.force_login(people.moderator.user)
    url = f"{M}eingreifen/?kind=post&key={rude.pk}"
    assert "Kappes" in client.get(url).content.decode()
    data = {"decision": "edited", "reason": "Ton", "text": "Das sehe ich anders"}
    assert client.post(url, data).headers["Location"].startswith(M)
    rude.refresh_from_db()
    assert rude.text == "Das sehe ich anders"


def test_the_place_is_shown_to_those_who_moderate_only(client, people, rude):
    client.force_login(people.anna.user)
    assert M not in client.get("/austausch/").content.decode()
    client.force_login(people.moderator.user)
    assert M in client.get("/austausch/").content.decode()


def test_reports_are_limited(people, rude, monkeypatch):
    monkeypatch.setattr(limits, "REPORTS", 0)
    with pytest.raises(Refused, match="viel gemeldet"):
        limits.check_reporting(people.anna)
