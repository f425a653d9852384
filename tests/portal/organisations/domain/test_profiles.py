import pytest
from django.core.exceptions import PermissionDenied

from allmende.portal.core.domain.errors import Conflict, Refused
from allmende.portal.core.models import AuditEntry
from allmende.portal.organisations.domain import offerings, profiles
from allmende.portal.organisations.models import Profile
from tests.portal.organisations.people import offer, save_profile

pytestmark = pytest.mark.django_db
TEXTS = {
    "about": "Wir sind klein.",
    "website": "https://w.example",
    "contact_name": "Maria Weber",
    "contact_email": "weber@w.example",
    "contact_phone": "0711 123",
}


def shown(reader, town):
    everything = list(offerings.of(town))
    return profiles.shown_to(reader, profiles.of(town), offerings=everything)


def words(seen):
    """What of the whole profile reaches the reader, part by part."""
    return (bool(seen.about), bool(seen.contact_email), bool(seen.offers), bool(seen.seeks))


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("public", (True, True, True)),
        ("network", (False, True, True)),
        ("organisation", (False, False, True)),
    ],
)
@pytest.mark.parametrize("part", ["about", "contact", "offers"])
def test_each_part_reaches_just_its_audience(town, admin, foreign_admin, part, audience, expected):
    others = {f"{other}_audience": "organisation" for other in profiles.PARTS if other != part}
    save_profile(town, admin, **TEXTS, **others, **{f"{part}_audience": audience})
    offer(town, admin)
    offer(town, admin, kind="seek", title="Partner")
    positions = {"about": [0], "contact": [1], "offers": [2, 3]}[part]
    for reader, sees in zip((None, foreign_admin, admin), expected, strict=True):
        seen = words(shown(reader, town))
        assert [seen[position] for position in positions] == [sees] * len(positions)
        if reader is not admin:
            assert not any(seen[i] for i in range(4) if i not in positions)


def test_a_member_of_a_closed_organisation_sees_what_everybody_sees(town, admin, foreign_admin):
    save_profile(town, admin, about="Nur für Mitglieder")
    foreign_admin.organisation.is_active = False
    assert shown(foreign_admin, town).is_empty


def test_who_does_not_administer_the_organisation_changes_nothing(town, admin, foreign_admin):
    with pytest.raises(PermissionDenied):
        save_profile(town, foreign_admin, about="Gekapert")
    assert profiles.of(town).about == ""


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(town, admin):
    values = {**TEXTS, **{f"{part}_audience": "public" for part in profiles.PARTS}}
    profiles.save(town, values=values, revision=0, by=admin)
    with pytest.raises(Conflict):
        profiles.save(town, values={**values, "about": "Anders"}, revision=0, by=admin)
    assert Profile.objects.get().about == "Wir sind klein."


def test_a_group_is_no_audience_of_a_profile(town, admin):
    with pytest.raises(Refused, match="für jeden Teil"):
        save_profile(town, admin, about_audience="group")


def test_the_trail_tells_lengths_instead_of_long_texts(town, admin):
    save_profile(town, admin, about="x" * 5000)
    entry = AuditEntry.objects.get(action="organisations.profile_saved")
    assert entry.details["about"] == ["0 Zeichen", "5000 Zeichen"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, False),
        ({"about": "Text"}, False),
        ({"about": "Text", "about_audience": "public"}, True),
        ({"about_audience": "public"}, False),
        ({"contact_phone": "1", "contact_audience": "public"}, True),
    ],
)
def test_the_public_page_exists_where_it_says_something(town, admin, fields, expected):
    save_profile(town, admin, **fields)
    assert profiles.has_public(town.slug) is expected
    assert shown(None, town).is_empty is not expected
