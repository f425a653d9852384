"""Ours -> theirs -> ours loses nothing, whatever the entry looks like."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from allmende.portal.register.domain import tables
from allmende.portal.register.domain.formats import atrs, dutch, own_json, table
from tests.portal.register.domain.formats.snapshots import snapshots, whole

quickly = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def through_json(document):
    return json.loads(json.dumps(document))


def by_dutch(snapshot):
    return dutch.read(through_json(dutch.write(snapshot)), "Eintrag 1").snapshot


def by_atrs(snapshot):
    return atrs.read(through_json(atrs.write(snapshot)), "Eintrag 1").snapshot


def by_json(snapshot):
    document = own_json.write([{"id": "1", "data": snapshot}])
    return own_json.read(through_json(document))[0].snapshot


def by_csv(snapshot):
    header, lines = tables.from_csv(tables.to_csv(*table.rows([snapshot])))
    return table.read(header, lines)[0].snapshot


def by_xlsx(snapshot):
    header, lines = tables.from_xlsx(tables.to_xlsx(*table.rows([snapshot])))
    return table.read(header, lines)[0].snapshot


WAYS = [by_dutch, by_atrs, by_json, by_csv, by_xlsx]


@pytest.mark.parametrize("way", WAYS)
@quickly
@given(snapshot=snapshots())
def test_every_field_comes_back(way, snapshot):
    assert way(snapshot) == snapshot


@pytest.mark.parametrize("way", WAYS)
def test_a_usual_entry_comes_back(way):
    assert way(whole()) == whole()


@pytest.mark.parametrize("number", [0.1 + 0.2, 5e-324, 1.7976931348623157e308, 1e15, -0.5, 1e22])
@pytest.mark.parametrize("way", [by_csv, by_xlsx])
def test_numbers_keep_their_last_digit(way, number):
    snapshot = whole()
    snapshot["goals"][0]["measured"] = number
    assert way(snapshot)["goals"][0]["measured"] == number
