"""Sites from registers and from the map: taken, brought up to date, taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from allmende.engines.tours.network.objects import Kind
from allmende.portal.core.domain.errors import Refused
from allmende.portal.core.enums import JobState
from allmende.portal.core.models import AuditEntry, Job
from allmende.portal.tours.domain.setup import green, importing, queries, registers
from allmende.portal.tours.enums import ImportState, SiteKind
from allmende.portal.tours.models import Site, SiteImport
from tests.engines.tours.network.town import at
from tests.portal.tours import made_setup as made

pytestmark = pytest.mark.django_db
HERE = at(100, 10)


@pytest.fixture
def town():
    return made.town()


def csv(*rows: str) -> bytes:
    return "\n".join(["Nummer;Name;Art;Länge;Breite;Fläche", *rows]).encode()


def row(number: str, name: str, kind: str = "Spielplatz", area: str = "") -> str:
    return f"{number};{name};{kind};{HERE.lon};{HERE.lat};{area}"


def uploaded(town, content, name="register.csv"):
    return registers.upload(
        town.organisation, file=SimpleUploadedFile(name, content), by=town.dispatcher
    )


def taken(town, *rows: str):
    return importing.take(uploaded(town, csv(*rows)), by=town.dispatcher)


def names():
    return list(Site.objects.order_by("number").values_list("number", "name"))


def test_columns_are_guessed_and_errors_stay_out(town):
    made.with_streets(town.organisation)
    one = taken(town, row("1", "Au", area="1.200,5"), row("2", "Bach", "Baum"), "3;Ohne;Park;;;")
    assert (one.created, one.updated, one.left_out) == (2, 0, 1)
    assert importing.sentence(one) == (
        "Orte eingelesen: 2 neu, 0 aktualisiert, 1 Zeilen mit Fehlern ausgelassen."
    )
    site = Site.objects.get(number="1")
    assert (site.kind, site.square_metres, site.street) == ("playground", 1200.5, "Hauptstraße")
    assert AuditEntry.objects.filter(action="tours.sites_imported").count() == 1
    assert not default_storage.exists(one.file)


def test_a_second_time_updates_by_number_and_leaves_what_a_person_has_moved(town):
    taken(town, row("1", "Au"), row("2", "Bach"))
    Site.objects.filter(number="1").update(lon=9.5, access_moved=True, note="Tor links")
    one = taken(town, row("1", "Auwiese"), row("3", "Feld"))
    assert (one.created, one.updated) == (1, 1)
    assert names() == [("1", "Auwiese"), ("2", "Bach"), ("3", "Feld")]
    moved = Site.objects.get(number="1")
    assert (moved.lon, moved.note) == (9.5, "Tor links")


def test_only_the_last_import_is_taken_back_and_then_the_one_before(town):
    first = taken(town, row("1", "Au"), row("2", "Bach"))
    second = taken(town, row("1", "Neu"), row("3", "Feld"))
    with pytest.raises(Refused, match="Nur das letzte"):
        importing.undo(first, by=town.dispatcher)
    importing.undo(second, by=town.dispatcher)
    assert names() == [("1", "Au"), ("2", "Bach")]
    importing.undo(first, by=town.dispatcher)
    assert names() == []
    assert queries.last_import(town.organisation) is None


def test_the_same_number_of_another_town_is_another_site(town):
    other = made.town("talheim")
    made.site(other.organisation, "Dort", number="1")
    taken(town, row("1", "Hier"))
    assert sorted(Site.objects.values_list("name", flat=True)) == ["Dort", "Hier"]


def test_pressed_twice_it_is_taken_once(town):
    one = uploaded(town, csv(row("1", "Au")))
    importing.take(one, by=town.dispatcher)
    with pytest.raises(Refused):
        importing.take(one, by=town.dispatcher)
    assert Site.objects.count() == 1


def test_a_large_register_is_left_to_the_worker(
    town, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    one = uploaded(town, csv(row("1", "Au"), row("2", "Bach")))
    with django_capture_on_commit_callbacks(execute=True):
        importing.take(one, by=town.dispatcher)
    one.refresh_from_db()
    job = Job.objects.get(pk=one.job_id)
    assert (one.state, one.created, job.state) == (ImportState.TAKEN, 2, JobState.DONE)
    assert job.message == "Orte eingelesen: 2 neu, 0 aktualisiert."


def test_a_job_that_is_cancelled_before_it_begins_can_be_started_again(town, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 0)
    one = importing.take(uploaded(town, csv(row("1", "Au"))), by=town.dispatcher)
    importing.abandon(str(one.pk))
    one.refresh_from_db()
    assert (one.state, Site.objects.count()) == (ImportState.NEW, 0)


def test_a_register_that_nobody_takes_is_forgotten(town):
    old = uploaded(town, csv(row("1", "Alt")))
    SiteImport.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    uploaded(town, csv(row("1", "Neu")))
    assert not default_storage.exists(old.file)
    assert SiteImport.objects.count() == 1


def test_a_register_without_a_good_row_is_refused(town):
    with pytest.raises(Refused, match="Keine Zeile"):
        taken(town, "1;Au;Spielplatz;x;y;")


def test_a_file_that_is_no_register_is_refused_and_not_kept(town):
    with pytest.raises(Refused, match="Archiv ist beschädigt"):
        uploaded(town, b"PK\x03\x04 broken", "a.zip")
    assert not default_storage.exists(registers.FOLDER)


def test_who_does_not_plan_imports_nothing(town):
    with pytest.raises(PermissionDenied):
        registers.upload(town.organisation, file=SimpleUploadedFile("a.csv", csv()), by=town.reader)


def test_nameless_sites_are_called_by_kind_and_number(town):
    taken(town, row("17", "", "Baum"))
    assert names() == [("17", "Baum 17")]


def test_the_map_itself_knows_playgrounds_and_trees(town):
    made.with_streets(town.organisation)
    found = green.of(town.organisation)
    assert green.counts(found)[Kind.PLAYGROUND] == 1
    assert green.counts(found)[Kind.GARDEN] == 0  # private
    one = importing.take_from_map(
        town.organisation, kinds=[Kind.PLAYGROUND, Kind.TREE], by=town.dispatcher
    )
    assert (one.created, one.updated) == (2, 0)
    playground = Site.objects.get(kind=SiteKind.PLAYGROUND)
    assert (playground.name, playground.number) == ("Abenteuerspielplatz", "way/50")
    assert playground.square_metres == pytest.approx(10_000, rel=0.01)
    tree = Site.objects.get(kind=SiteKind.TREE)
    assert (tree.name, tree.number) == ("Baum (Linde), Hauptstraße", "node/110")
    again = importing.take_from_map(
        town.organisation, kinds=[Kind.PLAYGROUND, Kind.TREE], by=town.dispatcher
    )
    assert (again.created, again.updated) == (0, 2)


def test_from_the_map_without_a_choice_is_refused(town):
    with pytest.raises(Refused, match="mindestens eine Art"):
        importing.take_from_map(town.organisation, kinds=[], by=town.dispatcher)
