"""The town's extract: read in the background, refused with a sentence, closed for a time."""

import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from allmende.engines.tours.model import NEVER, Point
from allmende.engines.tours.network import extract
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import JobState
from allmende.portal.core.models import Job
from allmende.portal.tours.domain.setup import checking, networks, streets
from allmende.portal.tours.models import Closure, RoadNetwork, Site
from tests.engines.tours.network.town import at
from tests.portal.tours import made_setup as made

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 2)


@pytest.fixture
def town():
    return made.town()


def upload(town, content, capture, name="town.osm.pbf"):
    with capture(execute=True):
        job = streets.upload(
            town.organisation, file=SimpleUploadedFile(name, content), by=town.dispatcher
        )
    return Job.objects.get(pk=job)


def test_an_upload_is_read_by_the_worker(town, django_capture_on_commit_callbacks):
    job = upload(town, made.extract(), django_capture_on_commit_callbacks)
    assert (job.state, job.message) == (JobState.DONE, "6 Straßen und Wege gelesen.")
    network = networks.network_of(town.organisation)
    assert (network.ways, network.file_name) == (6, "town.osm.pbf")
    assert network.bounds == pytest.approx([9.0, 48.6, at(1200, 0).lon, at(0, 200).lat])
    assert network.engine in streets.ENGINES
    assert "ODbL" in network.attribution


def test_a_broken_file_leaves_the_former_streets(town, django_capture_on_commit_callbacks):
    upload(town, made.extract(), django_capture_on_commit_callbacks)
    before = networks.network_of(town.organisation).sha256
    job = upload(town, b"no map at all", django_capture_on_commit_callbacks, name="neu.osm.pbf")
    assert job.state == JobState.FAILED
    assert "„neu.osm.pbf“ ist beschädigt" in job.message
    assert job.message.endswith("Die bisherigen Straßen gelten weiter.")
    assert networks.network_of(town.organisation).sha256 == before
    assert len(networks.graph_of(town.organisation).way_id) == 6


def test_the_file_of_former_streets_is_removed(town, django_capture_on_commit_callbacks):
    upload(town, made.extract(), django_capture_on_commit_callbacks)
    old = networks.network_of(town.organisation).file
    upload(town, made.extract("a.osm"), django_capture_on_commit_callbacks, name="a.osm")
    assert not default_storage.exists(old)
    sha256 = old.rsplit("/", 1)[-1]
    assert [path for path in networks.folder().rglob("*") if sha256 in path.name] == []
    assert RoadNetwork.objects.get().file_name == "a.osm"


@pytest.mark.parametrize(
    ("name", "size", "word"),
    [
        ("karte.pdf", 10, "keine Kartendatei"),
        ("deutschland.osm.pbf", 2 * 2**30, "2048 MB zu groß"),
        ("leer.osm.pbf", 0, "keinen Inhalt"),
    ],
)
def test_what_is_no_extract_is_refused_before_it_is_kept(town, name, size, word):
    file = SimpleUploadedFile(name, b"x")
    file.size = size
    with pytest.raises(Refused, match=word):
        streets.upload(town.organisation, file=file, by=town.dispatcher)
    assert not Job.objects.exists()


def test_new_streets_tell_which_sites_are_out_of_reach(town):
    near = made.site(town.organisation)
    far = made.site(town.organisation, "Weit weg", place=(100, -5000))
    island = made.site(town.organisation, "Insel", place=(1100, 10))
    message = made.with_streets(town.organisation)
    assert message == "6 Straßen und Wege gelesen. 2 Orte sind darauf nicht zu erreichen."
    found = {s.pk: (s.is_reachable, s.street) for s in Site.objects.all()}
    assert found[near.pk] == (True, "Hauptstraße")
    assert not found[far.pk][0]
    assert not found[island.pk][0]
    places = [Point(site.lon, site.lat) for site in (near, far, island)]
    there = networks.travel_matrix(town.organisation).table(places)
    assert there.seconds[0].tolist() == [0, NEVER, NEVER]  # so they come into no tour


def test_a_closed_street_is_left_out_only_on_its_days(town):
    made.with_streets(town.organisation)
    Closure.objects.create(
        organisation=town.organisation,
        title="Kanal",
        street="querweg",
        starts_on=MARCH,
        ends_on=date(2026, 3, 8),
    )
    places = [at(200, 20), at(200, 180)]

    last, behind = date(2026, 3, 8), date(2026, 3, 9)
    closed = networks.closed_on(town.organisation, [MARCH, last, behind])

    def seconds(day):
        ways = networks.travel_matrix(town.organisation, closures=closed[day], own=True)
        return ways.table(places).seconds[0, 1]

    assert seconds(behind) < seconds(MARCH)
    assert seconds(last) == seconds(MARCH)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"street": "Querwegg"}, "„Querwegg“ steht nicht auf Ihrer Karte. Meinten Sie „Querweg“?"),
        ({"street": "Zeppelinallee"}, "steht nicht auf Ihrer Karte. Prüfen Sie die Schreibweise."),
        ({"line": [[1.0, 50.0], [1.1, 50.0]]}, "Die Linie berührt keine Straße"),
    ],
)
def test_what_closes_nothing_is_refused(town, fields, sentence):
    closure = Closure(organisation=town.organisation, title="x", starts_on=MARCH, **fields)
    checking.check(closure)  # nobody knows the streets yet

    made.with_streets(town.organisation)
    with pytest.raises(Refused, match=re.escape(sentence)):
        checking.check(closure)
    checking.check(
        Closure(organisation=town.organisation, title="x", starts_on=MARCH, street=" querWEG")
    )


def test_another_towns_closure_closes_nothing_here(town):
    other = made.town("talheim")
    Closure.objects.create(
        organisation=other.organisation, title="x", street="Querweg", starts_on=MARCH
    )
    assert networks.closed_on(town.organisation, [MARCH]) == {MARCH: ()}


def test_without_streets_the_air_line_answers(town):
    assert networks.extract_path(town.organisation) is None
    assert networks.graph_of(town.organisation) is None
    assert networks.travel_matrix(town.organisation).name == "airline"


def test_a_lost_file_is_a_sentence(town):
    made.with_streets(town.organisation)
    network = networks.network_of(town.organisation)
    networks.readable(network.file, network.file_name).unlink()
    default_storage.delete(network.file)
    networks.graph_at.cache_clear()
    with pytest.raises(extract.BadNetwork, match="nicht mehr da"):
        networks.graph_of(town.organisation)
