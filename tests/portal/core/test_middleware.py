"""Trouble of the machine and refusals of the domain become a sentence."""

import errno

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from allmende.portal.core.domain.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (Refused("Das geht so nicht."), 409, "Das geht so nicht."),
        (OperationalError("database is locked"), 503, "Die Datenbank ist gerade beschäftigt."),
        (OperationalError("database or disk is full"), 503, "kein Speicherplatz mehr"),
        (OSError(errno.ENOSPC, "No space left"), 503, "kein Speicherplatz mehr"),
    ],
)
def test_the_person_reads_what_happened(client, monkeypatch, error, status, sentence):
    def broken():
        raise error

    monkeypatch.setattr("allmende.portal.organisations.domain.queries.public_organisations", broken)
    response = client.get(reverse("places"))
    assert response.status_code == status
    assert sentence in response.content.decode()


def test_probes_answer_without_a_known_host(client, settings):
    settings.ALLOWED_HOSTS = ["nur.dieser"]
    assert client.get("/health/live", headers={"Host": "10.0.0.1"}).json() == {"status": "ok"}
    assert client.get("/health/ready", headers={"Host": "10.0.0.1"}).json() == {"status": "ok"}


def test_an_expired_form_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})
    assert response.status_code == 403
    assert "Das Formular ist abgelaufen" in response.content.decode()


def test_every_page_carries_the_strict_policy(client):
    policy = client.get(reverse("places"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_pages_that_do_not_exist_say_so_in_german(client):
    response = client.get("/gibt-es-nicht/", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert "Seite nicht gefunden" in response.content.decode()
