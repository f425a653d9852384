import pytest

from allmende.portal.organisations.enums import Audience
from allmende.portal.register.domain import catalogue, finding, publishing, reuse
from allmende.portal.register.domain.catalogue import Wanted
from tests import factories
from tests.portal.register import made, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return shared.officer()


@pytest.fixture
def theirs():
    return shared.officer("ahornried", state="BY", population=12_000)


def titles(found):
    return sorted(publication.title for publication in found)


def ranked(member, text, found=None):
    found = catalogue.visible(member) if found is None else found
    return [p.title for p in catalogue.in_order(catalogue.ranked(text, found), found)]


def test_members_see_network_and_public_strangers_only_public(ours, theirs):
    shared.publish(theirs, "Offen")
    shared.publish(theirs, "Im Netz", audience=Audience.NETWORK)
    made.use_case(theirs, "Entwurf")

    assert titles(catalogue.visible(ours)) == ["Im Netz", "Offen"]
    assert titles(catalogue.visible(None)) == ["Offen"]
    assert titles(catalogue.public_register(theirs.organisation)) == ["Offen"]
    assert titles(catalogue.public_register(ours.organisation)) == []


def test_search_finds_only_what_one_may_see(ours, theirs):
    shared.publish(theirs, "Offene Wetterprognose")
    shared.publish(theirs, "Interne Wetterprognose", audience=Audience.NETWORK)

    assert sorted(ranked(ours, "Wetter")) == ["Interne Wetterprognose", "Offene Wetterprognose"]
    assert ranked(None, "Wetter") == ["Offene Wetterprognose"]


def test_search_looks_into_the_texts_and_prefers_titles(ours, theirs):
    shared.publish(theirs, "Baumkataster", summary="Zählt Bäume am Straßenrand.")
    shared.publish(theirs, "Straßenschäden", summary="Erkennt Schlaglöcher auf Fotos.")

    assert ranked(ours, "strasse") == ["Straßenschäden", "Baumkataster"]
    assert ranked(ours, "Schlagloch Fotos") == ["Straßenschäden"]


def test_a_closed_organisation_vanishes(ours, theirs):
    shared.publish(theirs, "Offen")
    shared.publish(theirs, "Im Netz", audience=Audience.NETWORK)
    theirs.organisation.is_active = False
    theirs.organisation.save()

    assert titles(catalogue.visible(ours)) == titles(catalogue.visible(None)) == []
    assert ranked(ours, "Netz") == []
    assert not catalogue.has_public_register("ahornried")


def test_from_public_back_to_the_network_leaves_nothing_outside(ours, theirs):
    first = shared.publish(theirs, "Offen")
    second = publishing.publish(first.use_case, audience=Audience.NETWORK, by=theirs)

    assert titles(catalogue.visible(None)) == []
    assert titles(catalogue.visible(ours)) == ["Offen"]
    assert [v.version for v in catalogue.versions(second, public=False)] == [2, 1]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["Groß", "Klein"]),
        (Wanted(land="BY"), ["Klein"]),
        (Wanted(land="NW"), []),
        (Wanted(size="20"), ["Klein"]),
        (Wanted(size="mehr"), ["Groß"]),
        (Wanted(size="gibt es nicht"), ["Groß", "Klein"]),
        (Wanted(cost="5"), ["Klein"]),
        (Wanted(cost="0"), ["Groß"]),
        (Wanted(field="koki:law"), ["Groß"]),
        (Wanted(field="urban:processes"), ["Klein"]),
        (Wanted(block="tours"), ["Groß"]),
        (Wanted(state="pilot"), ["Groß"]),
        (Wanted(risk="hochrisiko"), []),
        (Wanted(maturity=0), ["Groß", "Klein"]),
        (Wanted(maturity=9), []),
        (Wanted(organisation="0"), []),
        (Wanted(organisation="x"), ["Groß", "Klein"]),
    ],
)
def test_filters(ours, theirs, wanted, expected):
    shared.publish(theirs, "Klein", fields_koki=["data"])
    big = shared.officer("erlentann", state="HE", population=600_000)
    fields = {"fields_koki": ["law"], "fields_urban": [], "cost_yearly": 0}
    shared.publish(big, "Groß", building_block="tours", state="pilot", **fields)

    assert titles(catalogue.search(ours, wanted)) == expected


def test_adoptions_count_organisations_and_name_those_that_publish(ours, theirs):
    source = shared.publish(theirs, "Vorlage")
    copy = reuse.take_over(source, by=ours)
    reuse.take_over(source, by=shared.officer("erlentann"))

    assert reuse.count(source.entry) == 2
    assert list(catalogue.adopters(source, ours)) == []
    own = publishing.publish(copy, audience=Audience.NETWORK, by=ours)
    assert list(catalogue.adopters(source, theirs)) == [own]
    assert list(catalogue.adopters(source, None)) == []


def test_a_copy_that_was_given_up_does_not_count(ours, theirs):
    source = shared.publish(theirs, "Vorlage")
    copy = reuse.take_over(source, by=ours)
    copy.state = "rejected"
    copy.save()

    assert reuse.count(source.entry) == 0


def test_the_search_can_be_built_anew(ours, theirs):
    kept = shared.publish(theirs, "Wetterprognose")
    gone = shared.publish(theirs, "Wetterkarte")
    publishing.withdraw(gone, reason="x", by=theirs)
    finding.remove([kept.pk])
    assert ranked(ours, "Wetter") == []

    assert finding.catch_up() == 1
    assert ranked(ours, "Wetter") == ["Wetterprognose"]
    assert finding.catch_up() == 0
    assert finding.rebuild() == 1
    assert ranked(ours, "Wetter") == ["Wetterprognose"]


def test_whoever_lost_access_sees_nothing_of_the_network(theirs):
    shared.publish(theirs, "Im Netz", audience=Audience.NETWORK)
    gone = factories.member(theirs.organisation, email="weg@example.org")
    gone.user.is_active = False
    gone.user.save()

    assert titles(catalogue.visible(gone)) == []
