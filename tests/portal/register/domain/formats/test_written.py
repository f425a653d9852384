"""Formats that we only write: the EU database, the record of processing, DCAT-AP.de, Atom."""

import uuid
from datetime import UTC, datetime

from lxml import etree

from allmende.portal.register.domain.formats import atom, dcat, eu_database, processing
from tests.portal.register.domain.formats.snapshots import whole

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def test_the_eu_database_gets_its_five_items_for_high_risk_only():
    snapshot = whole() | {"assessment": {"risk": "hochrisiko"}}
    found = eu_database.write(snapshot, impact={"fria": "Liegt vor."})

    assert [item["number"] for item in found["items"]] == [1, 2, 3, 4, 5]
    assert [item["value"] for item in found["items"]] == [
        "Stadt Wiesenbrück, ki@wiesenbrueck.example",
        "Hauptamt, ki@wiesenbrueck.example",
        "nicht erfasst",
        "Liegt vor.",
        "nicht erfasst",
    ]
    assert "## 4. Zusammenfassung der Grundrechte-Folgenabschätzung" in eu_database.sheet(found)


def test_everybody_else_gets_a_sentence():
    found = eu_database.write(whole() | {"assessment": {"risk": "minimal"}})
    assert (found["needed"], "Art. 49 Abs. 3" in found["sentence"]) == (False, True)


def test_the_record_of_processing_lists_personal_data_and_what_is_unclear():
    without = whole(personal_data="nein")
    unclear = whole(personal_data="unklar", retention="")
    header, rows = processing.rows([whole(), without, unclear])

    column = header.index("Personenbezogene Daten")
    assert [row[column] for row in rows] == ["ja", "zu klären"]
    assert rows[1][header.index("Fristen für die Löschung")] == "nicht erfasst"


def test_the_dataset_names_publisher_licence_place_and_distributions():
    addresses = {name: f"https://x.example/{name}" for name in ("json", "csv", "atom")}
    found = dcat.write(
        dcat.Dataset("Stadt X", "https://x.example/", addresses, 2, NOON, NOON, ags="08115003")
    )
    shown = found["dcat:distribution"]

    assert found["@type"] == "dcat:Dataset"
    assert found["dct:publisher"]["foaf:name"] == "Stadt X"
    assert found["dcatde:politicalGeocodingURI"]["@id"].endswith("municipalityKey/08115003")
    assert [one["dcat:downloadURL"]["@id"] for one in shown] == list(addresses.values())
    assert {one["dct:license"]["@id"] for one in shown} == {dcat.LICENSE}


def test_the_feed_is_valid_xml_whatever_a_title_holds():
    entry = atom.Entry(uuid.uuid4(), "A & B <c>\x07", "Text", "https://x.example/1", NOON, 3)
    feed = etree.fromstring(
        atom.write(
            "KI-Register",
            url="https://x.example/f",
            page="https://x",
            updated=NOON,
            entries=[entry],
        )
    )
    names = {"a": atom.ATOM}
    assert feed.xpath("string(a:entry/a:title)", namespaces=names) == "A & B <c>"
    assert feed.xpath("string(a:entry/a:id)", namespaces=names) == f"urn:uuid:{entry.id}"
