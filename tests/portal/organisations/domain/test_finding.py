"""Organisations, offers and groups in the search over everything."""

import pytest

from allmende.portal.core.domain import search, things
from allmende.portal.organisations.domain import audience, finding, groups, offerings, organisations
from tests import factories
from tests.portal.organisations.people import offer, save_profile

pytestmark = pytest.mark.django_db
KINDS = (finding.ORGANISATION, finding.OFFERING, finding.GROUP)


def hits(reader, words):
    """Titles that the reader gets, after the things have been fetched with the same keys."""
    titles = []
    for kind in KINDS:
        ids = search.matching(words, kinds=[kind], keys=audience.find_keys(reader))
        found = things.many(reader, [(kind, str(pk)) for pk in ids])
        titles += [thing.title for thing in found.values()]
    return titles


def test_what_an_organisation_says_is_found_by_its_audience_only(town, admin, foreign_admin):
    save_profile(town, admin, about="Wir züchten Kraniche.")
    assert hits(foreign_admin, "Kranich") == ["Stadt Wiesenbrück"]
    assert hits(None, "Kranich") == []
    save_profile(town, admin, about="Wir züchten Kraniche.", about_audience="public")
    assert hits(None, "Kranich") == ["Stadt Wiesenbrück"]
    save_profile(town, admin, about="Wir züchten Kraniche.", about_audience="organisation")
    assert hits(foreign_admin, "Kranich") == []
    assert hits(None, "Wiesenbrück") == ["Stadt Wiesenbrück"]


def test_offers_follow_their_audience(town, admin, foreign_admin):
    one = offer(town, admin, title="Kranichkamera")
    assert hits(foreign_admin, "Kamera") == ["Kranichkamera"]
    assert hits(None, "Kranichkamera") == []
    save_profile(town, admin, offers_audience="organisation")
    assert hits(foreign_admin, "Kranichkamera") == []
    assert hits(admin, "Kranichkamera") == ["Kranichkamera"]
    offerings.delete(one, by=admin)
    assert hits(admin, "Kranichkamera") == []


def test_groups_are_found_by_all_only_while_they_are_open(town, admin, staff, foreign_admin):
    group = groups.create(town, name="Kranichrunde", members=[staff], is_open=True, by=admin)
    assert hits(foreign_admin, "Kranichrunde") == ["Kranichrunde"]
    groups.change(group, name="Kranichrunde", members=[staff], is_open=False, by=admin)
    assert hits(foreign_admin, "Kranichrunde") == []
    assert hits(staff, "Kranichrunde") == ["Kranichrunde"]


def test_a_closed_organisation_is_not_found(town, admin, operator, foreign_admin):
    offer(town, admin, title="Kranichkamera", text="")
    organisations.close(town, by=operator)
    assert hits(foreign_admin, "Kranichkamera") == []
    assert search.known(finding.OFFERING) == set()
    organisations.reopen(town, by=operator)
    assert hits(foreign_admin, "Kranichkamera") == ["Kranichkamera"]


def test_everything_is_found_again_after_a_restored_backup(town, admin, neighbour):
    factories.organisation("liste", is_claimed=False)
    offer(town, admin)
    groups.create(town, name="Runde", members=[], by=admin)
    for kind in KINDS:
        search.clear(kind)
    assert finding.rebuild() == 4
    assert finding.catch_up() == 0
