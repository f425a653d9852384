"""Whoever reads the audit trail reads German, not names of actions."""

import re
from pathlib import Path

import pytest

from allmende.portal.core.domain import audit

PORTAL = Path(audit.__file__).parents[2]
ACTION = re.compile(r'"((?:organisations|knowledge|assistant|register|reports)\.[a-z_]+)"')


def recorded() -> list[str]:
    sources = [*PORTAL.glob("*/domain/**/*.py"), *PORTAL.glob("*/*.py")]
    texts = [file.read_text(encoding="utf-8") for file in sources if "audit" in file.read_text()]
    return sorted({action for text in texts for action in ACTION.findall(text)})


@pytest.mark.parametrize("action", recorded())
def test_each_action_that_the_code_records_has_words(action):
    assert audit.label(action) != action


def test_the_search_for_actions_finds_them():
    assert "organisations.invited" in recorded()
    assert len(recorded()) > 25
