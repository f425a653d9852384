"""Log-in by the administration's own provider, against a small real one on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from allmende.portal.organisations.models import Member, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """Discovery, token and userinfo; every code is good."""

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/.well-known/openid-configuration":
            self._answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.path == "/userinfo":
            self._answer(self.server.person)

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.exchanged.append(form)
        if form["code"] == ["schlecht"]:
            self.send_error(400)
        else:
            self._answer({"access_token": "t", "token_type": "Bearer", "expires_in": 60})

    def _answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.exchanged = []
    server.person = {
        "sub": "4711",
        "name": "Petra Probe",
        "email": "petra@wiesenbrueck.de",
        "email_verified": True,
    }
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app = {
        "provider_id": "verwaltung",
        "name": "Anmeldung der Verwaltung",
        "client_id": "allmende",
        "secret": "geheim",
        "settings": {
            "server_url": f"http://127.0.0.1:{server.server_port}",
            "oauth_pkce_enabled": True,
        },
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def town(town):
    Organisation.objects.filter(pk=town.pk).update(mail_domain="wiesenbrueck.de")
    return town


def log_in(client, code="gut"):
    address = reverse("openid_connect_login", args=["verwaltung"])
    away = client.post(address)
    state = parse_qs(urlsplit(away.url).query)["state"][0]
    callback = reverse("openid_connect_callback", args=["verwaltung"])
    return client.get(callback, {"code": code, "state": state}, follow=True)


def test_the_log_in_page_offers_the_provider(client, provider):
    content = client.get(reverse("account_login")).content.decode()
    assert "Anmeldung der Verwaltung" in content
    assert reverse("openid_connect_login", args=["verwaltung"]) in content


def test_the_first_log_in_makes_a_plain_member_by_mail_domain(client, provider, town):
    response = log_in(client)
    assert response.redirect_chain[-1][0] == reverse("start")
    member = Member.objects.get(user__email="petra@wiesenbrueck.de")
    assert (member.organisation, member.role_names) == (town, set())
    assert member.user.name == "Petra Probe"
    assert not member.user.has_usable_password()
    assert provider.exchanged[0]["code_verifier"]


def test_an_unknown_domain_is_told_whom_to_ask(client, provider, town):
    provider.person["email"] = "petra@anderswo.de"
    response = log_in(client)
    assert response.redirect_chain[-1][0] == reverse("no-organisation")
    assert response.status_code == 403
    assert not Member.objects.exists()


def test_an_address_the_provider_has_not_checked_opens_nothing(client, provider, town):
    provider.person["email_verified"] = False
    log_in(client)
    assert User.objects.filter(email="petra@wiesenbrueck.de").exists()
    assert not Member.objects.exists()


def test_a_removed_member_does_not_come_back_by_the_next_log_in(client, provider, town):
    log_in(client)
    client.logout()
    Member.objects.all().delete()
    log_in(client)
    assert not Member.objects.exists()


def test_an_invited_person_keeps_account_and_roles(client, provider, town):
    member = factories.member(town, "editor", email="petra@wiesenbrueck.de")
    response = log_in(client)
    assert response.context["member"] == member
    assert User.objects.count() == 1


def test_an_unchecked_address_does_not_open_an_existing_account(client, provider, town):
    factories.member(town, "administrator", email="petra@wiesenbrueck.de")
    provider.person["email_verified"] = False
    response = log_in(client)
    assert not response.wsgi_request.user.is_authenticated
    assert User.objects.count() == 1


def test_the_provider_decides_about_the_second_factor(client, provider, town, settings):
    settings.REQUIRE_MFA = True
    factories.member(town, "administrator", email="petra@wiesenbrueck.de")
    response = log_in(client)
    assert response.context["second_factor_missing"] is False
    assert client.get(reverse("members")).status_code == 200


def test_a_provider_that_refuses_is_said_in_a_sentence(client, provider, town):
    response = log_in(client, code="schlecht")
    assert "Anmeldung fehlgeschlagen" in response.content.decode()
    assert not User.objects.exists()


def test_a_forged_state_opens_nothing(client, provider, town):
    callback = reverse("openid_connect_callback", args=["verwaltung"])
    response = client.get(callback, {"code": "gut", "state": "erfunden"})
    assert "Anmeldung fehlgeschlagen" in response.content.decode()
    assert not User.objects.exists()
