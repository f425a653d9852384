"""Files as offices really have them: encodings, separators, lies about sizes."""

import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from allmende.portal.register.domain import tables
from allmende.portal.register.domain.exchange import reading
from allmende.portal.register.domain.formats import table
from allmende.portal.register.domain.formats.found import NotThisFormat

TEXT = "Titel;Kurzbeschreibung;Stand\nGrünflächen;Zählt Bäume und Büsche.;Betrieb\n"


def titles(content):
    return [found.title for found in reading.read(content).found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_survive_every_usual_encoding(encoding):
    assert titles(TEXT.encode(encoding)) == ["Grünflächen"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_separator_is_found_out(delimiter):
    assert titles(TEXT.replace(";", delimiter).encode()) == ["Grünflächen"]


def test_missing_and_unknown_columns_are_named():
    notes = reading.read(TEXT.replace("Stand", "Sonstwas").encode()).notes
    assert notes[0].startswith("Diese Spalten fehlen und bleiben leer: „Problem“,")
    assert notes[1] == (
        "Unbekannte Spalten bleiben vermerkt, werden aber nicht gelesen: „Sonstwas“."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist leer"),
        (b" \n ", "Die Datei ist leer"),
        (b"Titel;Stand\nA;B\n", "fehlt die Spalte „Kurzbeschreibung“"),
        (b"Titel;Titel;Kurzbeschreibung\nA;B;C\n", "Die Spalte „Titel“ gibt es mehrfach"),
        (b"Titel;Kurzbeschreibung\n", "Es gibt nichts zu lesen"),
        (b"{kein json", "kein gültiges JSON"),
        (b'{"a": 1}', "Das Format der Datei ist nicht bekannt"),
        (b"[]", "Das Format der Datei ist nicht bekannt"),
        (b'[{"name": "x", "standard_version": NaN}]', "kein gültiges JSON"),
        (b"[" * 100_000, "kein gültiges JSON"),
        (b'{"kind": "allmende-register", "format": 99}', "neueren Version"),
        (b"PK kein archiv", "keine lesbare Excel-Tabelle"),
        (b"Titel\x00;Kurzbeschreibung\nA;B", "lassen sich nicht lesen"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(content, sentence):
    with pytest.raises(NotThisFormat, match=sentence):
        reading.read(content)


def test_too_many_rows_are_refused():
    lines = "Titel;Kurzbeschreibung\n" + "A;B\n" * (tables.MOST_ROWS + 1)
    with pytest.raises(NotThisFormat, match="mehr als 2000 Zeilen"):
        reading.read(lines.encode())


def xlsx(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_excel_numbers_and_dates_are_read_as_such():
    header = ["Titel", "Kurzbeschreibung", "Kosten im Jahr (Euro)", "Beginn", "Ziel 1", "Anbieter"]
    content = xlsx([header, [2026, "Text", 4800.0, "15.09.2026", "Z", 7.5]])
    (found,) = reading.read(content).found
    assert found.problems == ()
    record = found.snapshot["record"]
    names = ("title", "cost_yearly", "starts_on", "provider")
    assert [record[name] for name in names] == ["2026", 4800, "2026-09-15", "7.5"]


def changed(content, name, text):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, text if part == name else old.read(part))
    return out.getvalue()


def test_an_excel_file_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "LARGEST_INSIDE", 1_000_000)
    bomb = changed(xlsx([["Titel"]]), "xl/worksheets/sheet1.xml", b" " * 5_000_000)
    assert len(bomb) < 50_000
    with pytest.raises(NotThisFormat, match="ausgepackt zu groß"):
        reading.read(bomb)


def test_an_excel_file_with_entities_is_refused():
    evil = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    with pytest.raises(NotThisFormat, match="Verweise"):
        reading.read(changed(xlsx([["Titel"]]), "xl/worksheets/sheet1.xml", evil))


def test_formulas_in_texts_are_made_harmless_and_come_back():
    header, rows = tables.from_csv(tables.to_csv(["A"], [["=1+1"], ["'quoted"], ["-5"]]))
    assert (header, rows) == (["A"], [["=1+1"], ["'quoted"], ["-5"]])
    assert tables.to_csv(["A"], [["=1+1"]]).decode("utf-8-sig") == "A\r\n'=1+1\r\n"


def test_broken_rows_come_back_as_a_file_that_reads_after_mending():
    text = "Titel;Kurzbeschreibung;Beginn;Mein Feld\nA;B;gestern;x\n"
    read = reading.read(text.encode())
    (found,) = read.found
    content = reading.mending([(found.original, found.problems)], "table", read.columns)
    assert "„gestern“ ist kein Datum" in content.decode()
    (again,) = reading.read(content.replace(b"gestern", b"01.02.2026")).found
    assert (again.problems, again.snapshot["record"]["starts_on"]) == ((), "2026-02-01")
    assert table.unknown_cells(again.original) == {"Mein Feld": "x"}


def test_foreign_values_that_would_break_a_database_are_dropped():
    entry = {"name": "A\ud800B\x00", "description_short": "Text", "standard_version": "1.0"}
    (found,) = reading.read(json.dumps([entry]).encode()).found
    assert found.title == "AB"


def test_a_forged_extension_cannot_bring_in_what_our_fields_do_not_hold():
    differs = {"record": {"problem": 7, "starts_on": "nie"}, "goals": "x", "state": "operation"}
    entry = {
        "name": "A",
        "description_short": "Text",
        "x_allmende": {"version": 1, "seal": "", "differs": differs},
    }
    (found,) = reading.read(json.dumps([entry]).encode()).found
    assert found.problems == (
        "Feld „Problem“: Das ist kein Text.",
        "Feld „Beginn“: Das ist kein Datum.",
    )
    assert (found.snapshot["record"]["problem"], found.snapshot["goals"]) == ("", [])
