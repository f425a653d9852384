"""What is doubtful in the rule files stops with a sentence that names file and entry."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from allmende.engines.regulation.loading import load, shipped
from allmende.engines.regulation.reading import InvalidRules

SOURCE = Path(str(files("allmende.engines.regulation") / "rules"))


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SOURCE, tmp_path / "rules"))


def change(folder, name, old, new):
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_copy_loads_to_the_same_rules(folder):
    assert load(folder) == shipped()
    assert str(load(folder).version) == f"2026-11-25-{shipped().version.digest[:12]}"


def test_a_state_may_name_who_supervises_its_municipalities(folder):
    assert shipped().state["BW"].ai_authority is None
    bw = '{code: BW, name: "Baden-Württemberg", '
    change(folder, "ruleset.yaml", bw, f'{bw}ai_authority: "Landesstelle für KI", ')
    assert load(folder).state["BW"].ai_authority == "Landesstelle für KI"


def test_any_change_of_content_is_another_version(folder):
    change(folder, "staff.yaml", "Auch eine Erprobung zählt.", "Auch ein Test zählt.")
    assert load(folder).version.digest != shipped().version.digest


def test_line_endings_are_no_change(folder):
    file = folder / "staff.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).version == shipped().version


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "transparency.yaml",
            "{art50_erkennung: ja}",
            "{art50_tippfehler: ja}",
            "transparency.yaml, Regel art50-3: Frage „art50_tippfehler“ gibt es nicht",
        ),
        (
            "deployer.yaml",
            "condition: {fact: hochrisiko}",
            "condition: {fact: hohesrisiko}",
            "deployer.yaml, Regel art26-1: Ergebnis „hohesrisiko“ gibt es nicht",
        ),
        (
            "staff.yaml",
            "{state: BW}",
            "{state: XX}",
            "staff.yaml, Regel personal-bw: Land „XX“ gibt es nicht",
        ),
        (
            "always.yaml",
            "applies_from: 2025-02-02",
            "applies_from: 2025-02-30",
            "always.yaml, Regel art4: applies_from: „2025-02-30“ ist kein Datum (JJJJ-MM-TT)",
        ),
        (
            "always.yaml",
            "    applies_from: 2025-02-02\n",
            "",
            "always.yaml, Regel art4: Feld „applies_from“ fehlt",
        ),
        (
            "always.yaml",
            "applies_from: 2025-02-02",
            "applies_from: ungeprüft",
            "always.yaml, Regel art4: applies_from „ungeprüft“ geht nur mit status secondary",
        ),
        (
            "deployer.yaml",
            "    norm: Art. 26 Abs. 1 KI-VO\n",
            "",
            "deployer.yaml, Regel art26-1: Feld „norm“ fehlt",
        ),
        (
            "deployer.yaml",
            "    norm: Art. 26 Abs. 1 KI-VO\n",
            "    norm: ''\n",
            "deployer.yaml, Regel art26-1: Feld „norm“ ist leer oder kein Text",
        ),
        (
            "deployer.yaml",
            "    norm: Art. 26 Abs. 1 KI-VO\n",
            "    norm: Art. 26 Abs. 1 KI-VO\n    nrom: Art. 26\n",
            "deployer.yaml, Regel art26-1: unbekanntes Feld: nrom",
        ),
        (
            "deployer.yaml",
            "status: binding",
            "status: sicher",
            "deployer.yaml, Regel art26-1: status: „sicher“ – "
            "möglich sind binding, draft, secondary",
        ),
        (
            "deployer.yaml",
            "role: deployer",
            "role: alle",
            "deployer.yaml, Regel art26-1: role: „alle“ – möglich sind provider, deployer, both",
        ),
        (
            "deployer.yaml",
            "source_url: https://",
            "source_url: http://",
            "deployer.yaml, Regel art26-1: source_url: "
            "„http://eur-lex.europa.eu/eli/reg/2024/1689/oj“ ist keine https-Adresse",
        ),
        (
            "deployer.yaml",
            "    open_until: 2027-12-02\n",
            "",
            "deployer.yaml, Regel art49-3: „open_question“ und „open_until“ gehören zusammen",
        ),
        (
            "deployer.yaml",
            "{when: always, applies_from: 2028-08-02",
            "{when: {fact: anhang_i}, applies_from: 2028-08-02",
            "deployer.yaml, Regel art26-1: der letzte Schritt von „dates“ braucht „when: always“",
        ),
        (
            "impact.yaml",
            "at_least: 2",
            "at_least: zwei",
            "impact.yaml, Regel dsfa-wp248: at_least braucht eine Zahl ab 1, nicht 'zwei'",
        ),
        (
            "transparency.yaml",
            "{art50_erkennung: ja}",
            "{art50_erkennung: unklar}",
            "transparency.yaml, Regel art50-3: „art50_erkennung: unklar“ – "
            "möglich sind ja und nein",
        ),
        (
            "transparency.yaml",
            "{art50_erkennung: ja}",
            "{art50_erkennung: ja, art50_text: ja}",
            "transparency.yaml, Regel art50-3: je Bedingung nur eine Angabe, "
            "nicht ['art50_erkennung', 'art50_text']",
        ),
        (
            "transparency.yaml",
            "{art50_erkennung: ja}",
            "{any: []}",
            "transparency.yaml, Regel art50-3: erwartet wird eine Liste von Bedingungen",
        ),
        (
            "exceptions.yaml",
            '    example: "Ja: Eingangspost nach Dokumentart ordnen."\n    exception: ja\n',
            '    example: "Ja: Eingangspost nach Dokumentart ordnen."\n',
            "Frage ausnahme_a: „ja“ senkt die Klasse, ist aber nicht als exception markiert",
        ),
        (
            "always.yaml",
            '    example: "Ja: Start im Jahr 2026."\n',
            '    example: "Ja: Start im Jahr 2026."\n    exception: ja\n',
            "Frage bestand: als exception markiert, senkt aber nichts",
        ),
        (
            "always.yaml",
            '    example: "Ja: Start im Jahr 2026."\n',
            '    example: "Ja: Start im Jahr 2026."\n    exception: vielleicht\n',
            "always.yaml, Frage bestand: exception: „vielleicht“ – möglich sind ja und nein",
        ),
        (
            "always.yaml",
            "gate: termine",
            "gate: fristen",
            "Frage oeffentlich: Schritt „fristen“ gibt es nicht",
        ),
        (
            "staff.yaml",
            "id: personal-nw",
            "id: personal-bw",
            "Regel personal-bw: id ist 2-mal vergeben",
        ),
        (
            "roles.yaml",
            "    shown_when: {ki_system: ja}\n",
            "    shown_when: {rolle_betreiber: ja}\n",
            "Die Regeln drehen sich im Kreis: Ergebnis betreiber → Frage rolle_betreiber → "
            "Frage rolle_betreiber",
        ),
        (
            "classes.yaml",
            "result: klasse_begrenzt",
            "result: klasse_anders",
            "Keine Regel mit dem Ergebnis „klasse_begrenzt“",
        ),
        ("staff.yaml", "\nrules:\n", "\nregeln:\n", "staff.yaml: unbekannter Abschnitt: regeln"),
        (
            "ruleset.yaml",
            "date: 2026-11-25",
            "date: heute",
            "ruleset.yaml: date: „heute“ ist kein Datum (JJJJ-MM-TT)",
        ),
    ],
)
def test_stops_with_a_sentence(folder, name, old, new, sentence):
    change(folder, name, old, new)
    with pytest.raises(InvalidRules) as stopped:
        load(folder)
    assert str(stopped.value) == sentence


@pytest.mark.parametrize(
    ("name", "text"),
    [("staff.yaml", "- nur eine Liste"), ("staff.yaml", "a: [1"), ("staff.yaml", "a: 1\na: 2\n")],
)
def test_names_a_file_that_is_no_mapping_or_says_something_twice(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRules) as stopped:
        load(folder)
    assert str(stopped.value).startswith("staff.yaml: ")


def test_names_a_missing_file(folder):
    (folder / "staff.yaml").unlink()
    with pytest.raises(InvalidRules, match=r"^staff\.yaml: nicht lesbar"):
        load(folder)
