import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from allmende.engines.regulation.loading import load
from allmende.portal.organisations.enums import Role
from tests import factories
from tests.portal.register import made

SOURCE = Path(str(files("allmende.engines.regulation") / "rules"))


@pytest.fixture
def town():
    return factories.organisation()


@pytest.fixture
def officer(town):
    return factories.member(town, Role.AI_OFFICER)


@pytest.fixture
def case(officer):
    return made.use_case(officer)


@pytest.fixture
def changed_rules(tmp_path):
    """The shipped rules with some texts replaced, as a later version of the program has them."""

    def change(name, old, new, *, day="2027-01-15"):
        folder = tmp_path / "rules"
        if not folder.exists():
            shutil.copytree(SOURCE, folder)
        for file, before, after in (
            (name, old, new),
            ("ruleset.yaml", _day_line(folder), f"date: {day}"),
        ):
            text = (folder / file).read_text(encoding="utf-8")
            assert before in text
            (folder / file).write_text(text.replace(before, after), encoding="utf-8")
        return load(folder)

    return change


def _day_line(folder):
    text = (folder / "ruleset.yaml").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("date:"))
