"""The way in by one's own wish, as pages."""

import re

import pytest
from django.urls import reverse

from allmende.portal.core.models import OutgoingMail
from allmende.portal.organisations.domain import experts
from allmende.portal.organisations.models import JoinRequest, Member, User
from tests import factories
from tests.portal.organisations.people import Asker, prove

pytestmark = pytest.mark.django_db
NEW = {"name": "Nele Neu", "password": "Kiesel-Laterne-Moos-3"}
FORM = {"name": "Nele  Neu", "email": "neu@w.example", "message": "Ich bin neu."}


def link_in_the_last_mail():
    text = OutgoingMail.objects.latest("pk").text
    return re.search(r"http://testserver(\S+)", text)[1]


@pytest.fixture
def form(town):
    town.mail_domain = "w.example"
    town.save()
    return reverse("join-organisation", args=[town.slug])


def test_from_the_list_to_the_first_page(client, town, form):
    assert town.name in client.get(reverse("join"), {"suche": "wiesen"}).content.decode()
    assert client.post(form, FORM).url == reverse("join-sent")
    link = link_in_the_last_mail()
    assert client.get(link).context["form"].initial == {"name": "Nele Neu"}
    assert not User.objects.filter(email="neu@w.example").exists()
    response = client.post(link, NEW, follow=True)
    assert response.redirect_chain[-1][0] == reverse("start")
    assert response.context["member"].organisation == town


def test_opening_the_link_proves_nothing_before_the_click(client, town, admin):
    client.post(reverse("join-organisation", args=[town.slug]), {**FORM, "email": "a@x.example"})
    link = link_in_the_last_mail()
    client.get(link)
    assert JoinRequest.objects.get().confirmed_at is None
    response = client.post(link, follow=True)
    assert "Ihre Anfrage liegt vor" in response.content.decode()
    assert JoinRequest.objects.get().confirmed_at is not None


def test_the_page_after_the_form_is_the_same_for_known_addresses(client, town, form):
    factories.user("neu@w.example")
    response = client.post(form, FORM, follow=True)
    known = response.content.decode()
    OutgoingMail.objects.all().delete()
    unknown = client.post(form, {**FORM, "email": "x@w.example"}, follow=True).content.decode()
    strip = re.compile(r"\b\w{64}\b")  # tokens against forged forms
    assert strip.sub("", known) == strip.sub("", unknown)


def test_who_has_an_account_logs_in_first(client, town, form):
    person = factories.user("neu@w.example")
    client.post(form, FORM)
    link = link_in_the_last_mail()
    page = client.get(link).content.decode()
    assert f"{reverse('account_login')}?next=" in page
    client.force_login(person)
    assert client.post(link).url == reverse("start")
    assert Member.objects.filter(user=person, organisation=town).exists()


def test_a_logged_in_person_joins_another_organisation_at_once(client, form, town):
    person = prove(factories.user("da@w.example"))
    client.force_login(person)
    assert client.get(form).context["form"].initial["email"] == "da@w.example"
    response = client.post(form, {**FORM, "email": "da@w.example"})
    assert response.url == reverse("start")


def test_a_link_for_somebody_else_says_what_to_do(client, form):
    client.post(form, FORM)
    client.force_login(factories.user("fremd@x.example"))
    page = client.get(link_in_the_last_mail()).content.decode()
    assert "Melden Sie sich ab" in page
    assert not Member.objects.exists()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, form):
    response = client.post(form, {"name": "Nele Neu", "email": "keine Adresse", "message": "Hallo"})
    assert response.status_code == 422
    assert "Hallo" in response.content.decode()
    assert not JoinRequest.objects.exists()


def test_a_flood_from_one_place_ends_with_a_sentence(client, form):
    for number in range(10):
        assert client.post(form, {**FORM, "email": f"n{number}@x.example"}).status_code == 302
    response = client.post(form, FORM)
    assert response.status_code == 429
    assert "zehn Minuten" in response.content.decode()
    assert not OutgoingMail.objects.filter(to="neu@w.example").exists()


def test_one_address_is_not_flooded(client, form, settings):
    settings.TRUSTED_PROXIES = 1
    codes = [
        client.post(form, FORM, headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(6)
    ]
    assert codes == [302] * 5 + [429]
    assert OutgoingMail.objects.filter(to="neu@w.example").count() == 5


def test_a_link_that_is_over_says_why(client, town):
    response = client.get(reverse("join-confirm", args=["gibt-es-nicht"]))
    assert response.status_code == 410
    assert "gibt es nicht oder nicht mehr" in response.content.decode()


def test_withdrawing_by_the_link(client, town, admin):
    ask = Asker()
    ask.confirmed(town, "neu@x.example")
    page = client.get(reverse("join-confirm", args=[ask.token])).content.decode()
    assert reverse("join-withdraw", args=[ask.token]) in page
    client.post(reverse("join-withdraw", args=[ask.token]))
    assert client.get(reverse("join-confirm", args=[ask.token])).status_code == 410


def test_an_expert_says_where_the_knowledge_comes_from(client):
    response = client.post(reverse("join-expert"), {**FORM, "message": ""})
    assert response.context["form"].errors.keys() == {"message"}
    assert client.post(reverse("join-expert"), FORM).status_code == 302


@pytest.mark.parametrize("slug", ["fachleute", "gibt-es-nicht"])
def test_there_is_no_form_for_what_is_not_listed(client, slug):
    experts.organisation()
    assert client.get(reverse("join-organisation", args=[slug])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, django_assert_num_queries, count):
    for number in range(count):
        factories.organisation(f"ort-{number}")
    with django_assert_num_queries(2):
        client.get(reverse("join"))


def test_ways_in_are_linked(client, operator):
    for page in ("/", "/konto/login/"):
        assert reverse("join") in client.get(page).content.decode()
