import pytest

from allmende.portal.organisations.domain import directory, experts
from allmende.portal.organisations.domain.directory import Wanted
from tests import factories
from tests.portal.organisations.people import offer, save_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(town):
    return factories.organisation(
        "ueberlingen",
        name="Überlingen",
        state="HE",
        kind="county",
        population=60_000,
        ags="08435059",
        is_claimed=False,
    )


def found(reader, **wanted):
    return [one.name for one in directory.find(reader, Wanted(**wanted)).order_by("name")]


def test_closed_organisations_and_the_experts_are_not_listed(admin, neighbour):
    experts.organisation()
    neighbour.is_active = False
    neighbour.save()
    assert found(admin) == ["Stadt Wiesenbrück"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "county"},
        {"land": "HE"},
        {"size": "100"},
        {"represented": False},
        {"text": "überling"},
        {"text": "08435"},
    ],
)
def test_each_filter_narrows(admin, neighbour, listed, wanted):
    assert found(admin, **wanted) == ["Überlingen"]


def test_hidden_offers_are_neither_counted_nor_found(admin, town, neighbour, foreign_admin):
    offer(town, admin, title="Geheimer Chatbot")
    save_profile(town, admin, about="Geheimer Text", about_audience="organisation")
    save = {"offers_audience": "organisation", "about": "Geheimer Text"}
    save_profile(town, admin, about_audience="organisation", **save)
    for wanted in ({"topic": "koki:law"}, {"text": "Geheimer"}):
        assert found(foreign_admin, **wanted) == []
        assert found(admin, **wanted) == ["Stadt Wiesenbrück"]
    counts = {one.slug: one.offers for one in directory.find(foreign_admin, Wanted())}
    assert counts == {"wiesenbrueck": 0, "ahornried": 0}


def test_offers_and_seekings_are_counted_apart(admin, town, foreign_admin):
    offer(town, admin)
    offer(town, admin, title="Zweites")
    offer(town, admin, kind="seek", title="Partner")
    one = directory.find(foreign_admin, Wanted(text="wiesen")).get()
    assert (one.offers, one.seeks) == (2, 1)
