"""The pages of log-in, password and second factor: German, strict CSP, no inline code."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
PUBLIC = ["account_login", "account_reset_password", "account_reset_password_done"]
PUBLIC += ["account_signup", "account_inactive", "account_reset_password_from_key_done"]
SIGNED_IN = ["account_logout", "account_change_password", "account_email", "mfa_index"]
SIGNED_IN += ["mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn"]
SIGNED_IN += ["socialaccount_connections"]
INFORMAL = re.compile(r"\b([Dd]u|[Dd]ein\w*|[Dd]ich|[Dd]ir|[Bb]itte gib)\b")
INLINE = re.compile(
    r'<style|\sstyle="|\son[a-z]+="|<script(?![^>]*(\ssrc=|type="application/json"))'
)


def check(response):
    content = response.content.decode()
    assert response.status_code == 200
    assert content.count("<h1") == 1
    assert not INFORMAL.search(content)
    assert not INLINE.search(content)
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert re.search(r"<title>[^<]+ – ", content)


@pytest.mark.parametrize("name", PUBLIC)
def test_pages_before_the_log_in(client, name):
    check(client.get(reverse(name), headers={"Accept-Language": "en"}))


@pytest.mark.parametrize("name", SIGNED_IN)
def test_pages_behind_the_log_in(client, staff, name):
    client.post(
        reverse("account_login"), {"login": staff.user.email, "password": factories.PASSWORD}
    )
    check(client.get(reverse("account_reauthenticate")))
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    check(client.get(reverse(name)))


@pytest.mark.parametrize("email", ["staff@w.example", "niemand@w.example"])
def test_a_wrong_password_does_not_tell_whether_the_address_exists(client, staff, email):
    response = client.post(reverse("account_login"), {"login": email, "password": "falsch"})
    (sentence,) = response.context["form"].non_field_errors()
    assert sentence.startswith("Adresse und Passwort passen nicht zusammen.")


def test_too_many_wrong_passwords_are_stopped(client, staff):
    for _ in range(12):
        response = client.post(
            reverse("account_login"), {"login": staff.user.email, "password": "falsch"}
        )
    assert "zu viele Versuche" in response.content.decode()
    right = {"login": staff.user.email, "password": factories.PASSWORD}
    assert client.post(reverse("account_login"), right).status_code == 200


def test_too_many_resets_are_stopped_with_a_sentence(client, staff):
    for _ in range(25):
        response = client.post(reverse("account_reset_password"), {"email": "x@w.example"})
    assert response.status_code == 429
    assert "zu viele Versuche" in response.content.decode()


def test_nobody_registers_without_an_invitation(client):
    page = client.post(
        reverse("account_signup"), {"email": "x@y.de", "password1": "Kiesel-Laterne-3"}
    )
    assert "Einen Zugang bekommen Sie über Ihre Organisation" in page.content.decode()


def test_the_password_is_reset_by_mail(client, staff):
    response = client.post(reverse("account_reset_password"), {"email": staff.user.email})
    assert response.url == reverse("account_reset_password_done")
    (message,) = mail.outbox
    assert message.subject == "Allmende: Neues Passwort festlegen"
    assert not INFORMAL.search(message.body)
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    form = client.get(link, follow=True)
    new = "Kiesel-Laterne-Moos-3"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    staff.user.refresh_from_db()
    assert staff.user.check_password(new)
    assert "gilt nicht mehr" in client.get(link).content.decode()


def test_an_unknown_address_gets_a_mail_without_an_account(client):
    client.post(reverse("account_reset_password"), {"email": "niemand@w.example"})
    (message,) = mail.outbox
    assert "gibt es hier keinen Zugang" in message.body
    assert not INFORMAL.search(message.body)


def test_a_link_to_a_foreign_site_is_not_followed_after_the_log_in(client, staff):
    response = client.post(
        f"{reverse('account_login')}?next=https://boese.example/",
        {
            "login": staff.user.email,
            "password": factories.PASSWORD,
            "next": "https://boese.example/",
        },
    )
    assert response.url == reverse("start")
