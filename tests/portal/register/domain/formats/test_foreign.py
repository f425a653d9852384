"""Samples of other registers: what we understand of them, and that nothing of them gets lost."""

import json

import pytest

from allmende.portal.organisations.enums import Role
from allmende.portal.register.domain.exchange import exporting, imports, taking
from allmende.portal.register.domain.formats import atrs, carrying, dutch
from allmende.portal.register.enums import State
from allmende.portal.register.models import UseCase
from tests import factories
from tests.portal.register.domain.formats.snapshots import whole

DUTCH = {
    "name": "Meldingen openbare ruimte",
    "description_short": "<p>Leest meldingen en kiest een <b>afdeling</b>.</p>",
    "organization": "Gemeente Voorbeeld",
    "category": ["Organisatie en bedrijfsvoering", "Iets anders"],
    "status": "In gebruik",
    "begin_date": "2025-03",
    "end_date": None,
    "contact_email": "geen adres",
    "website": "https://voorbeeld.example/algoritme",
    "publication_category": "Impactvolle algoritmes",
    "url": "https://voorbeeld.example/",
    "goal": "Sneller antwoord.",
    "proportionality": "Geen alternatief.",
    "human_intervention": "Een medewerker controleert.",
    "risks": "Verkeerde afdeling.",
    "lawful_basis": "Gemeentewet",
    "lawful_basis_grouping": [{"title": "Gemeentewet", "link": "https://wet.example"}],
    "impacttoetsen_grouping": [{"title": "DPIA", "link": None}],
    "source_data": "Meldingen",
    "methods_and_models": "x" * 400,
    "provider": "Eigen bouw",
    "publiccode": "https://code.example/mor",
    "lang": "NLD",
    "standard_version": "1.0",
    "source_id": "mor-1",
    "tags": "melding, openbare ruimte",
    "revision_date": "2026-01",
    "area": "Voorbeeld",
}
ATRS = {
    "standard": "ATRS",
    "id": "77",
    "date_completion": "01/02/25",
    "tier_1": {
        "name": "Pothole detector",
        "description": "Finds potholes on photos.",
        "website": "https://council.example/potholes",
        "contact_email": "ai@council.example",
        "note": "extra",
    },
    "tier_2": {
        "organisation": "Example Council",
        "team": "Highways",
        "external_supplier": "Yes, a company",
        "supplier_name": "Road Ltd",
        "companies_house_number": "01234567",
        "frequency_and_scale_of_usage": "Every night, 2000 photos",
        "phase": "Production",
        "risks_and_mitigations": "Misses some.",
    },
}


def test_a_dutch_entry_is_understood():
    found = dutch.read(DUTCH, "Eintrag 1")
    record = found.snapshot["record"]

    assert (record["summary"], record["fields_urban"], record["starts_on"], record["tags"]) == (
        "Leest meldingen en kiest een afdeling.",
        ["processes"],
        "2025-03-01",
        ["melding", "openbare ruimte"],
    )
    assert (found.source_id, found.snapshot["state"]) == ("mor-1", State.OPERATION)
    assert found.notes == (
        "E-Mail der Ansprechperson: „geen adres“ ist keine E-Mail-Adresse. Der Wert ist nur "
        "vermerkt.",
        "Modell und Verfahren: auf 300 Zeichen gekürzt, der ganze Text ist vermerkt.",
    )


@pytest.mark.parametrize(("module", "sample"), [(dutch, DUTCH), (atrs, ATRS)])
def test_every_foreign_field_comes_back(module, sample):
    read = module.read(sample, "Eintrag 1").snapshot
    rest = json.loads(json.dumps(carrying.rest_of(sample, module.write(read))))
    written = module.write(read, rest=rest)
    written.pop(carrying.KEY, None)

    assert written == sample


@pytest.mark.parametrize(("module", "sample"), [(dutch, DUTCH), (atrs, ATRS)])
def test_what_we_change_wins_over_the_rest(module, sample):
    read = module.read(sample, "Eintrag 1").snapshot
    rest = carrying.rest_of(sample, module.write(read))
    read["record"]["risks"] = "Neue Risiken."
    again = module.read(module.write(read, rest=rest), "Eintrag 1").snapshot

    assert again["record"]["risks"] == "Neue Risiken."


def test_what_somebody_edits_in_the_foreign_file_wins_over_the_extension():
    document = dutch.write(whole())
    document["goal"] = "Ein anderes Ziel."
    record = dutch.read(document, "Eintrag 1").snapshot["record"]

    assert record["benefit"] == "Ein anderes Ziel."
    assert record["problem"] == whole()["record"]["problem"]  # nowhere else in their form


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "sample", "ours"),
    [
        ("dutch", DUTCH, {"organization", "status", carrying.KEY}),
        ("atrs", ATRS, {carrying.KEY, "tier_2"}),
    ],
)
def test_through_our_register_and_out_again(kind, sample, ours):
    officer = factories.member(factories.organisation(), Role.AI_OFFICER)
    batch = imports.start(json.dumps([sample]).encode(), filename="x.json", by=officer)
    taking.take(batch, rows=[batch.rows.get().pk], by=officer)
    (written,) = json.loads(exporting.export(kind, UseCase.objects.all()).content)

    kept = {key: value for key, value in written.items() if key not in ours}
    assert kept == {key: value for key, value in sample.items() if key not in ours}
    if kind == "atrs":
        own = {"organisation": "Wiesenbrueck", "team": "", "phase": "Idea"}
        assert written["tier_2"] == {**sample["tier_2"], **own}
    else:
        assert (written["organization"], written["status"]) == ("Wiesenbrueck", "In ontwikkeling")
    note = UseCase.objects.get().origin_note
    assert note["import_rest"] != {}
