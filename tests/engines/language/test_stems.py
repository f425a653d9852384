import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from allmende.engines.language.stems import stem

WORDS = [
    f"{first}{last}"
    for first in ("hundesteuer", "wohnsitz", "bürger", "gebühren", "abfall", "pass", "x")
    for last in ("bescheinigungen", "anmeldungen", "ämtern", "ordnungen", "pflichtiger", "en")
]


@pytest.fixture
def hasty_threads():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_do_not_disturb_each_other(hasty_threads):
    alone = [stem(word) for word in WORDS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: [stem(word) for word in WORDS], range(80)))
    assert [found for found in together if found != alone] == []
