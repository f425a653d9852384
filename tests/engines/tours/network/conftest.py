import pytest

from tests.engines.tours.network.town import read_town


@pytest.fixture
def town(tmp_path):
    return read_town(tmp_path)
