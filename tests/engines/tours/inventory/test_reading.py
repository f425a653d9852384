import io
import zipfile

import pytest
import shapely

from allmende.engines.tours.inventory.reading import read_register
from allmende.engines.tours.inventory.table import BadRegister
from tests.engines.tours.inventory.files import geojson, layer, workbook, zipped

BENCH = [{"line": 2, "Name": "Linde", "Höhe": "12,5"}, {"line": 3, "Name": "Ölweide", "Höhe": "4"}]


def cells(content: bytes) -> list[dict[str, object]]:
    return [{"line": row.line, **row.values} for row in read_register(content).rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_in_any_delimiter_and_encoding(delimiter, encoding):
    rows = [["Name", "Höhe"], ["Linde", '"12,5"'], ["Ölweide", "4"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert cells(text.encode(encoding)) == BENCH


def test_lines_are_counted_as_an_editor_does():
    text = 'Name;Hinweis\nEiche;"zwei\nZeilen"\n\nBuche;kurz\n'
    assert [(row["line"], row["Hinweis"]) for row in cells(text.encode())] == [
        (2, "zwei Zeilen"),
        (5, "kurz"),
    ]


def test_excel_keeps_whole_numbers_whole():
    content = workbook([], ["Nummer", "Name"], [17.0, "Linde"], [None, None], [18, "Eiche"])
    assert cells(content) == [
        {"line": 3, "Nummer": "17", "Name": "Linde"},
        {"line": 5, "Nummer": "18", "Name": "Eiche"},
    ]


def test_geojson_keeps_rows_whose_geometry_makes_no_sense():
    point = {"type": "Point", "coordinates": [9.1, 48.5]}
    broken = {"type": "Polygon", "coordinates": [[["a"]]]}
    table = read_register(geojson((point, {"a": 1}), (broken, {"b": "x"}), (None, {})))
    assert [row.geometry for row in table.rows] == [shapely.Point(9.1, 48.5), None, None]
    assert table.columns == ("a", "b")


def test_geojson_with_an_old_reference_system():
    point = {"type": "Point", "coordinates": [500000, 5400000]}
    for name in ("urn:ogc:def:crs:EPSG::25832", "EPSG:25832"):
        assert read_register(geojson((point, {}), crs=name)).epsg == 25832


def test_geopackage_and_shapefile_say_the_same(tmp_path):
    square = shapely.box(500000, 5400000, 500010, 5400010)
    package = layer(tmp_path / "a.gpkg", square, names=["Wiese"], crs="EPSG:25832")
    folder = tmp_path / "shapes"
    folder.mkdir()
    layer(folder / "Flächen.shp", square, names=["Wiese"], crs="EPSG:25832")
    for content in (package.read_bytes(), zipped(folder), zipped(folder, "export/")):
        table = read_register(content)
        assert (table.columns, table.epsg, table.has_geometry) == (("Name",), 25832, True)
        assert table.rows[0].values == {"Name": "Wiese"}
        assert table.rows[0].geometry.equals(square)


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in members.items():
            new.writestr(name.replace("__", "."), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b" \n", "keinen Inhalt"),
        (b"Name;Art\n", "keine Zeilen"),
        (b'{"features": 3}', "GeoJSON"),
        (b'{"a": ' * 100_000, "GeoJSON"),
        (b"PK\x03\x04 broken", "Archiv ist beschädigt"),
        (archive(lies__txt=b"x"), "0 Shapefiles"),
        (archive(a__shp=b"<VRTDataset/>"), "beschädigt"),
        (archive(xl__x=b"", **{"xl/workbook.xml": b"<"}), "Excel-Datei ist beschädigt"),
        (b"\xd0\xcf\x11\xe0 old", "alte Excel-Datei"),
        (b"\x00\x01\x02\x03" * 20, "keine Textdatei"),
        (b"SQLite format 3\x00" + b"\x00" * 52 + b"GPKG" + b"\x00" * 100, "beschädigt"),
        (b";".join(b"c%d" % n for n in range(300)) + b"\n1\n", "300 Spalten"),
        (b"a;b\n" + b"1;2\n" * 50_001, "mehr als 50000 Zeilen"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, word):
    with pytest.raises(BadRegister, match=word):
        read_register(content)


def test_a_description_of_other_files_is_never_followed(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("Name\nGeheim\n")
    lure = (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    assert "Geheim" not in str(cells(f"{lure}\nx\n".encode()))
