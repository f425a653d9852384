"""What an administrator does, by the pages."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import pages
from allmende.portal.organisations.domain.members import REMOVED
from allmende.portal.organisations.models import Group, Member, Office, Organisation, Page
from tests.portal.organisations.views.pages import OFFICE

pytestmark = pytest.mark.django_db


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_roles_are_set_by_the_form(browser, staff):
    response = browser.post(reverse("member", args=[staff.pk]), {"roles": ["editor"]})
    assert response.url == reverse("members")
    assert Member.objects.get(pk=staff.pk).role_names == {"editor"}


def test_the_last_administrator_reads_why_not(browser, admin):
    response = browser.post(reverse("member", args=[admin.pk]), {"roles": []})
    assert "letzte Person" in str(response.context["form"].non_field_errors())
    response = browser.post(reverse("member-remove", args=[admin.pk]))
    assert "letzte Person" in said(response)[0]


def test_removing_says_what_is_lost_and_can_be_undone(browser, staff):
    page = browser.get(reverse("member-remove", args=[staff.pk]))
    assert "Rollen, Stelle und Arbeitsgruppen" in page.content.decode()
    browser.post(reverse("member-remove", args=[staff.pk]))
    entry = AuditEntry.objects.get(action=REMOVED)
    listing = browser.get(reverse("members")).content.decode()
    assert reverse("member-restore", args=[entry.pk]) in listing
    browser.post(reverse("member-restore", args=[entry.pk]))
    assert Member.objects.filter(user=staff.user).count() == 1


def test_offices_are_created_changed_and_deleted(browser, town):
    browser.post(reverse("office-create"), {**OFFICE, "name": "Bauamt"})
    office = Office.objects.get()
    browser.post(reverse("office", args=[office.pk]), {**OFFICE, "name": "Hochbauamt"})
    office.refresh_from_db()
    assert (office.organisation, office.name) == (town, "Hochbauamt")
    browser.post(reverse("office-delete", args=[office.pk]))
    assert not Office.objects.exists()


def test_a_doubled_office_keeps_the_input_and_says_why(browser, town):
    Office.objects.create(organisation=town, name="Bauamt")
    response = browser.post(reverse("office-create"), {**OFFICE, "name": "Bauamt", "phone": "77"})
    content = response.content.decode()
    assert "gibt es schon" in content
    assert 'value="77"' in content


def test_settings_keep_questions_in_two_languages(browser, town):
    browser.post(
        reverse("settings"),
        {"name": "Stadt Neu", "topics": "Wann offen? | When open?\r\n\r\nNur deutsch?"},
    )
    town.refresh_from_db()
    assert town.name == "Stadt Neu"
    assert town.topics == [
        {"de": "Wann offen?", "en": "When open?"},
        {"de": "Nur deutsch?", "en": "Nur deutsch?"},
    ]
    shown = browser.get(reverse("settings")).content.decode()
    assert "Wann offen? | When open?" in shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("topics", "\n".join("1234567"), "höchstens 6"),
        ("topics", " | Only English", "deutsche Frage"),
        ("ags", "123", "acht Ziffern"),
    ],
)
def test_settings_say_what_is_wrong(browser, field, value, sentence):
    response = browser.post(reverse("settings"), {"name": "X", field: value})
    assert sentence in str(response.context["form"].errors[field])


def edit(browser, **fields):
    address = reverse("page", args=["imprint", "de"])
    return browser.post(address, {"text": "Neuer Text", "revision": 0, **fields})


def test_a_page_is_previewed_without_being_saved(browser):
    response = edit(browser, text="**fett** <script>x</script>", vorschau="1")
    content = response.content.decode()
    assert "<strong>fett</strong>" in content
    assert "<script>x" not in content
    assert not Page.objects.exists()


def test_a_page_is_saved_and_public(browser, client, town):
    edit(browser, text="## Stadt\n\nMarkt 1")
    client.logout()
    response = client.get(reverse("public-page", args=[town.slug, "imprint"]))
    assert "<h2>Stadt</h2>" in response.content.decode()
    assert response.context["page_kinds"] == [("imprint", "Impressum")]


def test_two_editors_see_both_texts_and_can_decide(browser, admin, town):
    pages.save(town, kind="imprint", language="de", text="Alt", revision=0, by=admin)
    pages.save(town, kind="imprint", language="de", text="Ihre Fassung", revision=1, by=admin)
    response = edit(browser, text="Meine Fassung", revision=1)
    content = response.content.decode()
    assert "Jemand anderes" in content
    assert "Meine Fassung" in content
    assert response.context["other"].text == "Ihre Fassung"
    assert Page.objects.get().text == "Ihre Fassung"
    revision = response.context["form"]["revision"].value()
    edit(browser, text="Beide zusammen", revision=revision)
    assert Page.objects.get().text == "Beide zusammen"


@pytest.mark.parametrize("place", [["erfunden", "de"], ["imprint", "fr"]])
def test_only_known_pages_and_languages_exist(browser, place):
    assert browser.get(reverse("page", args=place)).status_code == 404


def test_groups_with_members_and_guests(browser, staff, foreign_admin):
    browser.post(reverse("group-create"), {"name": "KI", "members": [staff.pk]})
    group = Group.objects.get()
    browser.post(reverse("group-guest", args=[group.pk]), {"gast-email": foreign_admin.user.email})
    browser.post(reverse("group", args=[group.pk]), {"name": "KI-Runde", "members": []})
    group.refresh_from_db()
    assert (group.name, list(group.members.all())) == ("KI-Runde", [foreign_admin])
    browser.post(reverse("group-guest-remove", args=[group.pk, foreign_admin.pk]))
    assert not group.members.exists()
    browser.post(reverse("group-delete", args=[group.pk]))
    assert not Group.objects.exists()


def test_a_member_of_the_neighbour_cannot_be_chosen_as_own(browser, foreign_admin):
    response = browser.post(reverse("group-create"), {"name": "KI", "members": [foreign_admin.pk]})
    assert response.context["form"].errors.keys() == {"members"}
    assert "Gerda" not in response.content.decode()


def test_an_operator_founds_an_organisation_with_its_administrator(client, operator, mailoutbox):
    client.force_login(operator)
    client.post(
        reverse("organisation-create"),
        {
            "name": "Neustadt",
            "slug": "neustadt",
            "kind": "municipality",
            "state": "BW",
            "administrator": "chefin@neustadt.de",
        },
    )
    new = Organisation.objects.get()
    assert (new.slug, [mail.to for mail in mailoutbox]) == ("neustadt", [["chefin@neustadt.de"]])
    assert new.invitations.get().roles == ["administrator"]
    client.post(reverse("organisation-state", args=[new.pk]))
    new.refresh_from_db()
    assert new.is_active is False


def test_founding_is_all_or_nothing(client, operator, town):
    client.force_login(operator)
    values = {"name": "Neu", "slug": "wiesenbrueck", "kind": "municipality", "state": "BW"}
    response = client.post(reverse("organisation-create"), {**values, "administrator": "a@b.de"})
    assert response.status_code == 200
    assert Organisation.objects.count() == 1
