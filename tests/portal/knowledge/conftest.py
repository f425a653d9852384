import pytest

from allmende.portal.knowledge.index import meaning
from allmende.portal.knowledge.models import Collection
from allmende.portal.organisations.enums import Audience, Role
from tests import factories
from tests.portal.knowledge.fakes import WordModel
from tests.portal.knowledge.helpers import new_collection


@pytest.fixture(autouse=True)
def model(monkeypatch):
    """Quick vectors; the shipped model is measured by its own tests and the benchmarks."""
    words = WordModel()
    monkeypatch.setattr(meaning, "model", lambda: words)
    monkeypatch.setattr(meaning, "reader_model", lambda: words)
    return words


@pytest.fixture
def town(db):
    return factories.organisation()


@pytest.fixture
def neighbour(db):
    return factories.organisation("ahornried")


@pytest.fixture
def editor(town):
    return factories.member(town, Role.EDITOR)


@pytest.fixture
def staff(town):
    return factories.member(town)


@pytest.fixture
def stranger(neighbour):
    """Edits in the neighbour municipality."""
    return factories.member(neighbour, Role.EDITOR)


@pytest.fixture
def collection(editor) -> Collection:
    return new_collection(editor)


@pytest.fixture
def internal(editor) -> Collection:
    return new_collection(editor, "Dienstanweisungen", Audience.ORGANISATION)
