import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allmende.portal.assistant.models import Question
from allmende.portal.core.domain import personal
from allmende.portal.core.domain.personal import FORMER, Keeper
from allmende.portal.organisations.models import Member, Office, User
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_name_is_changed(browser, admin):
    browser.post(reverse("account"), {"name": "Anna Neu"})
    admin.user.refresh_from_db()
    assert admin.user.name == "Anna Neu"


def test_the_organisation_is_switched(browser, admin, neighbour):
    Member.objects.create(user=admin.user, organisation=neighbour)
    assert 'id="organisation"' in browser.get(reverse("account")).content.decode()
    response = browser.post(
        reverse("switch-organisation"), {"organisation": neighbour.pk}, follow=True
    )
    assert response.context["member"].organisation == neighbour


def test_the_page_asks_as_often_for_three_organisations_as_for_two(browser, admin):
    counts = []
    for number in range(2):
        other = Member.objects.create(
            user=admin.user, organisation=factories.organisation(f"ort-{number}")
        )
        other.office = Office.objects.create(organisation=other.organisation, name="Bauamt")
        other.save()
        with CaptureQueriesContext(connection) as context:
            assert b"Bauamt" in browser.get(reverse("account")).content
        counts.append(len(context))
    assert counts[0] == counts[1]


def test_leaving_ends_the_membership(client, staff):
    client.force_login(staff.user)
    client.post(reverse("leave-organisation", args=[staff.pk]))
    assert not Member.objects.filter(user=staff.user).exists()


def test_erasing_asks_for_the_password_first(client, staff):
    client.force_login(staff.user)
    response = client.get(reverse("account-erase"))
    assert response.url.startswith(reverse("account_reauthenticate"))
    client.post(response.url, {"password": factories.PASSWORD})
    assert client.post(reverse("account-erase")).status_code == 422
    client.post(reverse("account-erase"), {"name": "ehemalig"})
    assert not User.objects.filter(pk=staff.user_id).exists()
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(("chosen", "expected"), [("ehemalig", FORMER), ("bleibt", "Stefan Staff")])
def test_the_page_asks_what_stands_under_contributions(
    client, staff, monkeypatch, chosen, expected
):
    seen = []
    keeper = Keeper("probe", lambda _: None, lambda _, label: seen.append(label))
    monkeypatch.setattr(personal, "_keepers", {"probe": keeper})
    client.force_login(staff.user)
    again = client.get(reverse("account-erase")).url
    client.post(again, {"password": factories.PASSWORD})
    client.post(reverse("account-erase"), {"name": chosen})
    assert seen == [expected]


def test_the_own_data_come_as_json_with_questions_of_the_person_only(client, staff, admin, town):
    for member, text in ((staff, "Meine Frage"), (admin, "Fremde Frage")):
        Question.objects.create(
            organisation=town,
            member=member,
            text=text,
            answered=False,
            confidence=0,
            expires_at=timezone.now() + timedelta(days=1),
        )
    client.force_login(staff.user)
    response = client.get(reverse("account-data"))
    assert response["Content-Disposition"] == 'attachment; filename="meine-daten.json"'
    assert [q["question"] for q in json.loads(response.content)["questions"]] == ["Meine Frage"]
