import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from allmende.engines.tours.inventory.coordinates import detect
from allmende.engines.tours.inventory.guessing import Assignment, guess
from allmende.engines.tours.inventory.kinds import kind_of
from allmende.engines.tours.inventory.numbers import number
from allmende.engines.tours.inventory.reading import read_register
from allmende.engines.tours.inventory.records import records
from tests.engines.tours.inventory.files import geojson

HEAD = "Nr;Name;Art;Rechtswert;Hochwert;Fläche m²\n"
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[9.0, 48.5], [9.001, 48.5], [9.001, 48.501], [9.0, 48.501], [9.0, 48.5]]],
}


def read(text: str | bytes, kind: str = "", near: tuple[float, float] | None = None):
    table = read_register(text if isinstance(text, bytes) else text.encode())
    return records(table, Assignment(guess(table), kind), near=near)


def test_each_row_is_a_site_or_a_sentence():
    found = read(
        HEAD
        + "1;Spielplatz Au;Spielplatz;9,001;48,501;1.250,5\n"
        + "2;Ohne Ort;Spielplatz;;48,5;\n"
        + "3;Negativ;Park;9,0;48,5;-4\n"
        + "4;Weit weg;Park;2,35;48,85;10\n"
        + "5;Unbekannt;Xyz;9,0;48,5;10\n"
        + "1;Noch einmal;Spielplatz;9,0;48,5;10\n"
        + "6;Null;Wiese;9,0;48,5;0\n"
    )
    assert [(r.line, r.number, r.kind, r.square_metres) for r in found.records] == [
        (2, "1", "playground", 1250.5),
        (8, "6", "meadow", 0.0),
    ]
    assert [(p.line, p.column, p.message.split(".")[0]) for p in found.problems] == [
        (3, "Rechtswert", "Die Koordinate fehlt"),
        (4, "Fläche m²", "„-4“ ist keine Fläche in Quadratmetern"),
        (5, "Rechtswert", "Der Ort liegt nicht in Deutschland"),
        (6, "Art", "Was für ein Ort das ist, steht nicht da"),
        (7, "Nr", "Die Nummer „1“ steht schon in Zeile 2"),
    ]


@pytest.mark.parametrize("epsg", [4326, 25832, 25833, 3857, 4647, 31467, 31468])
def test_reference_systems_are_known_by_their_numbers(epsg):
    lon, lat = (13.4, 52.5) if epsg == 25833 else (11.6, 48.1) if epsg == 31468 else (8.9, 48.6)
    x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(lon, lat)
    found = read(f"Name;X;Y\nAu;{x};{y}\n", "park", near=(lon, lat))
    assert found.epsg == epsg
    assert (found.records[0].lon, found.records[0].lat) == pytest.approx((lon, lat), abs=1e-5)


def test_degrees_in_the_wrong_order_are_turned():
    (site,) = read("Name;X;Y\nAu;48,5;9,1\n", "park").records
    assert (site.lon, site.lat) == (9.1, 48.5)


def test_an_area_measures_itself_and_lies_where_it_is_drawn():
    (site,) = read(geojson((SQUARE, {"name": "Wiese"})), "meadow").records
    assert site.square_metres == pytest.approx(73.8 * 111.2, rel=0.02)
    assert site.geometry["type"] == "Polygon"
    assert 9.0 < site.lon < 9.001


def test_what_is_not_mapped_is_kept_as_details():
    (site,) = read("Name;X;Y;Höhe\n<script>;9;48;12\n", "tree").records
    assert (site.name, site.details) == ("<script>", {"Höhe": "12"})


def test_a_column_with_doubles_is_no_number():
    table = read_register(b"id;baumnr;x;y\n1;7;9;48\n2;7;9;48\n")
    assert guess(table) == {"number": "id", "x": "x", "y": "y"}


def test_names_that_are_all_different_stand_for_numbers():
    table = read_register(b"Name;x;y\nAu;9;48\nBach;9;48\n")
    assert guess(table)["number"] == "Name"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", 1234.5),
        ("1.234", 1.234),
        ("3 040 m²", 3040.0),
        ("1.234.567", 1234567.0),
        ("48,5°", 48.5),
        ("1_000", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        ("12 Bäume", None),
    ],
)
def test_numbers_as_registers_write_them(text, value):
    assert number(text) == value


@given(st.text(max_size=40))
def test_any_text_is_a_finite_number_or_none(text):
    found = number(text)
    assert found is None or abs(found) < float("inf")


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_detecting_never_fails(x, y):
    assert detect([x], [y], None) > 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kinderspielplatz", "playground"),
        ("Stadtpark", "park"),
        ("Parkplatz", ""),
        ("Laubbaum", "tree"),
        ("Verkehrsgrün", "roadside"),
        ("", ""),
    ],
)
def test_kinds_by_their_words(text, kind):
    assert kind_of(text) == kind


def test_the_tree_register_of_konstanz(data):
    found = read((data / "green" / "KN_Baumkataster_2020S.csv").read_bytes(), "tree")
    assert (len(found.records), len(found.problems), found.epsg) == (15936, 0, 4326)
    assert found.records[0].name == "Nussbaum, Walnuss"


def test_the_playgrounds_of_muenster(data):
    found = read((data / "green" / "muenster_spielplaetze.geojson").read_bytes(), "playground")
    assert len(found.records) + len(found.problems) == 332
    assert found.records[0].square_metres == 3040.0
