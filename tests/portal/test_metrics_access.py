import pytest

from allmende.portal import metrics_access

pytestmark = pytest.mark.django_db
TOKEN = "a-long-token-for-tests"


def status(client, **headers):
    return client.get("/metrics", **headers).status_code


def test_a_program_on_this_machine_reads_the_measurements(client):
    response = client.get("/metrics", REMOTE_ADDR="127.0.0.1")
    assert response.status_code == 200
    assert b"# TYPE allmende_requests_total counter" in response.content


def test_others_get_a_sentence_and_no_figures(client):
    response = client.get("/metrics", REMOTE_ADDR="203.0.113.9")
    assert response.status_code == 403
    assert response.content.decode() == metrics_access.SENTENCE


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA"]
)
def test_what_came_through_a_proxy_did_not_come_from_this_machine(client, header):
    assert status(client, REMOTE_ADDR="127.0.0.1", **{header: "127.0.0.1"}) == 403


def test_the_token_opens_from_anywhere_and_nothing_else_does(client, settings):
    settings.METRICS_TOKEN = TOKEN
    assert status(client, REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION=f"Bearer {TOKEN}") == 200
    assert status(client, REMOTE_ADDR="127.0.0.1") == 403
    for wrong in ("", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ", "Bearer ä"):
        assert status(client, REMOTE_ADDR="127.0.0.1", HTTP_AUTHORIZATION=wrong) == 403
