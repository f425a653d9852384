"""The way in by invitation."""

import re

import pytest
from django.urls import reverse

from allmende.portal.organisations.domain import invitations
from allmende.portal.organisations.models import Member, User
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {"name": "Nele Neu", "password": "Kiesel-Laterne-Moos-3"}


@pytest.fixture
def link(town, admin):
    issued = invitations.invite(town, email="neu@w.example", roles=["editor"], by=admin)
    return reverse("invitation", args=[issued.token])


def test_an_invitation_travels_from_the_form_to_the_first_page(browser, client, mailoutbox):
    browser.post(reverse("invitation-create"), {"email": "neu@w.example", "roles": ["editor"]})
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (
        ["neu@w.example"],
        "Einladung: Stadt Wiesenbrück in Allmende",
    )
    assert "Anna Amt lädt Sie ein" in mail.body
    address = re.search(r"http://testserver(\S+)", mail.body)[1]
    client.logout()
    response = client.post(address, NEW, follow=True)
    assert response.redirect_chain[-1][0] == reverse("start")
    assert response.context["member"].role_names == {"editor"}


def test_with_a_mail_server_the_administrator_does_not_see_the_link(browser, settings):
    settings.SMTP_HOST = "mail.example"
    response = browser.post(reverse("invitation-create"), {"email": "neu@w.example"}, follow=True)
    assert "/einladung/" not in response.content.decode()


def test_a_weak_password_is_refused_with_the_reason(client, link):
    response = client.post(link, {"name": "Nele Neu", "password": "kurz"})
    assert response.context["form"].errors.keys() == {"password"}
    assert not User.objects.filter(email="neu@w.example").exists()


def test_a_person_with_an_account_logs_in_and_comes_back(client, link):
    factories.user("neu@w.example")
    login = client.get(link).context["login"]
    response = client.post(login, {"login": "neu@w.example", "password": factories.PASSWORD})
    assert response.url == link
    assert "Einladung annehmen" in client.get(link).content.decode()
    assert client.post(link).url == reverse("start")
    assert Member.objects.filter(user__email="neu@w.example").count() == 1


def test_opening_the_link_alone_does_not_join(client, link):
    client.force_login(factories.user("neu@w.example"))
    client.get(link)
    assert not Member.objects.filter(user__email="neu@w.example").exists()


def test_the_wrong_account_reads_what_to_do(client, link, foreign_admin):
    client.force_login(foreign_admin.user)
    response = client.post(link)
    assert "gilt für neu@w.example" in response.context["refusal"]


def test_wrong_and_used_links_say_so(client, link):
    assert client.get(reverse("invitation", args=["falsch"])).status_code == 410
    client.post(link, NEW)
    client.logout()
    response = client.get(link)
    assert response.status_code == 410
    assert "schon angenommen" in response.content.decode()


def test_guessing_is_limited(client):
    address = reverse("invitation", args=["falsch"])
    statuses = [client.get(address).status_code for _ in range(21)]
    assert statuses[-1] == 429


def test_sending_again_and_withdrawing(browser, town, mailoutbox, link):
    invitation = town.invitations.get()
    browser.post(reverse("invitation-resend", args=[invitation.pk]))
    assert len(mailoutbox) == 1
    browser.post(reverse("invitation-withdraw", args=[invitation.pk]))
    browser.post(reverse("invitation-resend", args=[invitation.pk]))
    assert len(mailoutbox) == 1
    assert "zurückgezogen" in browser.get(reverse("invitations")).content.decode()
