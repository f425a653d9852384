"""The directory, the profile and its editor, working groups: as pages."""

import pytest
from django.urls import reverse

from allmende.portal.core.domain.things import Thing
from allmende.portal.organisations.domain import groups, profile_sections, profiles
from allmende.portal.organisations.models import Offering
from tests import factories
from tests.portal.organisations.people import offer, save_profile

pytestmark = pytest.mark.django_db
EMPTY = {
    **dict.fromkeys(profiles.TEXTS, ""),
    **{f"{part}_audience": "network" for part in profiles.PARTS},
    "revision": "0",
}


@pytest.fixture
def visitor(client, foreign_admin):
    client.force_login(foreign_admin.user)
    return client


@pytest.mark.parametrize("name", ["directory", "directory-export", "working-groups"])
def test_lists_ask_as_often_with_three_as_with_one(
    visitor, town, admin, django_assert_max_num_queries, name
):
    def fill(number):
        place = factories.organisation(f"ort-{number}")
        chief = factories.member(place, "administrator")
        offer(place, chief)
        groups.create(place, name=f"Runde {number}", members=[chief], is_open=True, by=chief)

    fill(1)
    b"".join(visitor.get(reverse(name)))
    counts = []
    for number in (2, 3, 4):
        with django_assert_max_num_queries(40) as found:
            b"".join(visitor.get(reverse(name)))
        counts.append(len(found))
        fill(number)
    assert len(set(counts)) == 1


def test_the_page_of_an_organisation_shows_what_is_for_the_reader(visitor, town, admin):
    save_profile(
        town,
        admin,
        about="# Hallo\n\n<script>x</script>",
        contact_audience="organisation",
        contact_name="Geheime Person",
    )
    offer(town, admin, text="Viel <b>Erfahrung</b>")
    page = visitor.get(reverse("directory-entry", args=[town.slug])).content.decode()
    assert "Viel &lt;b&gt;Erfahrung" in page
    assert "<script>x" not in page
    assert "Geheime Person" not in page


def test_other_apps_add_what_the_reader_may_see(visitor, town, foreign_admin, monkeypatch):
    asked = []

    def section(reader, organisation):
        asked.append((reader, organisation))
        return [Thing("x", "1", "Unsere Leitlinie", "/x/")]

    monkeypatch.setattr(profile_sections, "_of_organisation", {"Leitlinien": section})
    page = visitor.get(reverse("directory-entry", args=[town.slug])).content.decode()
    assert "Unsere Leitlinie" in page
    assert asked == [(foreign_admin, town)]


def test_the_public_page_shows_public_parts_only(client, town, admin):
    url = reverse("public-profile", args=[town.slug])
    save_profile(
        town, admin, about="Für Mitglieder", contact_name="Frau Offen", contact_audience="public"
    )
    page = client.get(url).content.decode()
    assert ("Frau Offen" in page, "Für Mitglieder" in page) == (True, False)
    assert url in client.get(f"/o/{town.slug}/").content.decode()
    save_profile(town, admin, about="Für Mitglieder")
    assert client.get(url).status_code == 404
    assert url not in client.get(f"/o/{town.slug}/").content.decode()


def test_the_preview_shows_others_what_is_not_yet_saved(browser, town, admin):
    data = {
        **EMPTY,
        "about": "Neuer Text",
        "vorschau": "1",
        "contact_name": "Frau Intern",
        "contact_audience": "organisation",
    }
    response = browser.post(reverse("profile"), data)
    (_, public), (_, members) = response.context["previews"]
    assert (public.about, members.about, members.contact_name) == ("", "Neuer Text", "")
    assert profiles.of(town).about == ""


def test_two_editors_lose_nothing(browser, town, admin):
    save_profile(town, admin, about="Von der Kollegin")
    response = browser.post(reverse("profile"), {**EMPTY, "about": "Mein Text"})
    page = response.content.decode()
    assert response.status_code == 409
    assert ("Von der Kollegin" in page, "Mein Text" in page) == (True, True)
    again = response.context["form"]["revision"].value()
    browser.post(reverse("profile"), {**EMPTY, "about": "Mein Text", "revision": again})
    assert profiles.of(town).about == "Mein Text"


def test_offers_are_written_changed_and_deleted(browser, town):
    values = {"kind": "seek", "title": "Partner", "topic": "koki:law", "text": ""}
    browser.post(reverse("offering-create"), values)
    one = Offering.objects.get()
    browser.post(reverse("offering", args=[one.pk]), {**values, "title": "Partnerin"})
    one.refresh_from_db()
    assert (one.title, one.kind) == ("Partnerin", "seek")
    response = browser.post(reverse("offering", args=[one.pk]), {**values, "title": ""})
    assert response.status_code == 422
    browser.post(reverse("offering-delete", args=[one.pk]))
    assert not Offering.objects.exists()


@pytest.mark.parametrize("order", ["einwohner", "-einwohner"])
def test_unknown_sizes_come_last_either_way(visitor, town, order):
    town.population = 5
    town.save()
    page = visitor.get(reverse("directory"), {"sortierung": order}).context["page"]
    assert [one.slug for one in page] == ["wiesenbrueck", "ahornried"]


@pytest.mark.parametrize(
    "query", ["art=x", "groesse=99999", "thema=<b>", "vertreten=2", "seite=-7", "sortierung=pass"]
)
def test_nonsense_in_the_address_is_ignored(visitor, query):
    assert visitor.get(f"{reverse('directory')}?{query}").status_code == 200


def test_a_group_is_asked_and_decided_on_pages(client, town, admin, foreign_admin):
    group = groups.create(town, name="Runde", members=[], is_open=True, by=admin)
    client.force_login(foreign_admin.user)
    client.post(reverse("working-group-ask", args=[group.pk]), {"message": "Gern"})
    page = client.get(reverse("working-group", args=[group.pk])).content.decode()
    assert "Ihre Anfrage liegt vor" in page
    client.force_login(admin.user)
    assert "Gern" in client.get(reverse("group", args=[group.pk])).content.decode()
    number = group.requests.get().pk
    client.post(reverse("group-request", args=[group.pk, number]))
    assert list(group.members.all()) == [foreign_admin]


def test_the_administration_opens_a_group(browser, town, staff):
    values = {"name": "Runde", "members": [staff.pk], "topic": "koki:law", "purpose": "Üben"}
    browser.post(reverse("group-create"), {**values, "is_open": "on"})
    group = town.groups.get()
    assert (group.is_open, group.topic, group.purpose) == (True, "koki:law", "Üben")
    browser.post(reverse("group", args=[group.pk]), values)
    group.refresh_from_db()
    assert not group.is_open
