"""A town with public and internal knowledge, its neighbour, and their county."""

import pytest

from allmende.portal.assistant.domain import reading
from allmende.portal.knowledge.index import meaning
from allmende.portal.organisations.enums import Audience, OrganisationKind, Role
from allmende.portal.organisations.models import Office
from tests import factories
from tests.portal.assistant.fakes import WordReader
from tests.portal.knowledge.fakes import WordModel
from tests.portal.knowledge.helpers import new_collection, take_in

DOGS = """# Hundesteuer

## Kosten

Die Hundesteuer beträgt 120 Euro im Jahr.
Für jeden weiteren Hund sind es 240 Euro.

## Anmelden

Melden Sie Ihren Hund innerhalb eines Monats bei der Kämmerei an.
"""
TRAVEL = """# Reisekosten

Dienstreisen genehmigt die Amtsleitung Quittenbaum.
Das Tagegeld für Dienstreisen beträgt 14 Euro.
"""


@pytest.fixture(autouse=True)
def _words(monkeypatch):
    """Quick vectors and a plain reader; the shipped ones are tried in test_end_to_end.py."""
    words = WordModel()
    monkeypatch.setattr(meaning, "model", lambda: words)
    monkeypatch.setattr(meaning, "reader_model", lambda: words)
    monkeypatch.setattr(reading, "reader", WordReader)


@pytest.fixture
def county(db):
    return factories.organisation("erlentann", kind=OrganisationKind.COUNTY)


@pytest.fixture
def town(county):
    return factories.organisation(
        parent=county, topics=[{"de": "Was kostet die Hundesteuer?", "en": "What is the dog tax?"}]
    )


@pytest.fixture
def neighbour(county):
    return factories.organisation("ahornried", parent=county)


@pytest.fixture
def treasury(town):
    return Office.objects.create(
        organisation=town, name="Kämmerei", phone="07999 400-150", hours="Montag 8 bis 12 Uhr"
    )


@pytest.fixture
def editor(town):
    return factories.member(town, Role.EDITOR)


@pytest.fixture
def staff(town):
    return factories.member(town)


@pytest.fixture
def clerk(town):
    return factories.member(town, Role.INQUIRIES)


@pytest.fixture
def stranger(neighbour):
    """Has every role in the neighbour municipality."""
    return factories.member(neighbour, *Role, email="fremd@ahornried.example")


@pytest.fixture
def public(editor, treasury):
    collection = new_collection(editor)
    collection.office = treasury
    collection.save()
    take_in(collection, hund_md=DOGS)
    return collection


@pytest.fixture
def internal(editor):
    collection = new_collection(editor, "Dienstanweisungen", Audience.ORGANISATION)
    take_in(collection, reisen_md=TRAVEL)
    return collection
