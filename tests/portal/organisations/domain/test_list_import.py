"""Municipalities from a list: what is read, what is taken, what is taken back."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.domain import list_import, list_reading
from allmende.portal.organisations.models import Organisation
from tests import factories
from tests.portal.organisations.people import Asker

pytestmark = pytest.mark.django_db
LIST = (
    "Name;AGS;Land;Einwohner;Art;Domäne\n"
    "Grünau;08115003;Baden-Württemberg;12.345;;gruenau.example\n"
    "Kreis Moos;06431;HE;260000;Landkreis;\n"
)


def problems(line):
    (row,) = list_reading.read(f"Name;AGS;Land;Einwohner;Art;Domäne\n{line}\n")
    return row.problems


def test_a_list_becomes_organisations_that_nobody_represents(operator):
    list_import.take(LIST, filename="liste.csv", by=operator)
    found = Organisation.objects.order_by("name").values_list(
        "slug", "name", "kind", "state", "population", "ags", "mail_domain", "is_claimed"
    )
    assert list(found) == [
        ("gruenau", "Grünau", "municipality", "BW", 12345, "08115003", "gruenau.example", False),
        ("kreis-moos", "Kreis Moos", "county", "HE", 260000, "06431", "", False),
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (";08115003;BW;1;;", "Name fehlt"),
        ("x" * 151 + ";;BW;;;", "länger als 150"),
        ("Au;8115003;BW;1;;", "acht Ziffern"),
        ("Au;;Bayern und so;;;", "Land"),
        ("Au;;;;;", "Land"),
        ("Au;;BW;viele;;", "keine Zahl"),
        ("Au;;BW;;Königreich;", "Art"),
        ("Au;;BW;;experts;", "Art"),
        ("Au;;BW;;;gmx.de", "jede Person"),
        ("Au;;BW;;;keine domäne", "ungültig"),
    ],
)
def test_each_mistake_is_said_beside_its_row(line, word):
    (problem,) = problems(line)
    assert word in problem


def test_what_is_there_or_twice_in_the_file_is_left_out(operator):
    factories.organisation("gruenau", name="GRÜNAU".title(), ags="08115003")
    rows = list_reading.read(LIST + "Kreis Moos;;HE;;;\n")
    assert [len(row.problems) for row in rows] == [2, 0, 1]
    list_import.take(LIST, filename="", by=operator)
    assert Organisation.objects.count() == 2


def test_equal_short_names_get_the_key_or_a_number(operator):
    text = "Name;Land;AGS\nNeu-Au;BW;08115003\nNeu Au;BW;08115004\nNeu  au!;BW;\n"
    list_import.take(text, filename="", by=operator)
    assert sorted(Organisation.objects.values_list("slug", flat=True)) == [
        *("neu-au", "neu-au-08115004", "neu-au-2"),
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "Spalte"),
        ("Ort;Land\nAu;BW\n", "„Name“"),
        ("Name;Land\n", "keine Zeile"),
        ("x" * 2_000_001, "zu groß"),
    ],
)
def test_what_is_no_such_list_is_refused_as_a_whole(text, word):
    with pytest.raises(Refused, match=word):
        list_reading.read(text)


def test_files_of_german_spreadsheets_are_read():
    assert list_reading.decoded("Grünau".encode("cp1252")) == "Grünau"
    assert list_reading.decoded("\ufeffGrünau".encode()) == "Grünau"


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_a_sentence(content):
    text = list_reading.decoded(b"Name;Land;Einwohner\n" + content)
    with suppress(Refused):
        assert all(row.problems or (row.name and row.state) for row in list_reading.read(text))


def test_only_operators_read_lists(admin):
    with pytest.raises(PermissionDenied):
        list_import.take(LIST, filename="", by=admin.user)
    assert Organisation.objects.count() == 1


def test_an_import_is_taken_back_but_not_what_somebody_asked_for(operator):
    entry = list_import.take(LIST, filename="liste.csv", by=operator)
    Asker()(Organisation.objects.get(slug="gruenau"), "neu@x.example")
    assert list(list_import.undoable()) == [entry]
    assert list_import.undo(entry, by=operator) == (1, 1)
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["gruenau"]
    assert list(list_import.undoable()) == []
    with pytest.raises(Refused, match="schon zurückgenommen"):
        list_import.undo(entry, by=operator)


def test_a_list_without_a_good_row_is_refused(operator):
    with pytest.raises(Refused, match="Keine Zeile"):
        list_import.take("Name;Land\n;BW\n", filename="", by=operator)
