"""The handbooks say what the program does."""

import re
import tomllib
from pathlib import Path

import pytest

from allmende.cli import COMMANDS
from benchmarks.stores import SETTINGS
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "allmende"
OPERATE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])


def read_variables() -> set[str]:
    """Names that the settings ask the environment for."""
    call = re.compile(
        r'(?:environment\.)?\b(?:text|flag|number|choice|words|address)\(\s*"([A-Z_]+)"'
    )
    files = [SOURCE / "portal" / "settings.py", SOURCE / "portal" / "environment.py"]
    return {name for path in files for name in call.findall(path.read_text(encoding="utf-8"))}


def documented_rows() -> dict[str, str]:
    """Variable to the default that the table in operate.md names."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", OPERATE, flags=re.MULTILINE)
    return dict(rows)


def test_every_variable_is_in_the_handbook_and_none_else():
    assert sorted(documented_rows()) == sorted(read_variables())


def test_the_handbook_names_the_defaults_of_the_settings():
    settings = (SOURCE / "portal" / "settings.py").read_text(encoding="utf-8")
    stated = dict(re.findall(r'(?:text|words)\("([A-Z_]+)", "(.+?)"\)', settings))
    stated |= dict(re.findall(r'number\("([A-Z_]+)", (\d+)', settings))
    stated |= dict.fromkeys(re.findall(r'flag\("([A-Z_]+)"\)', settings), "0")
    stated |= dict.fromkeys(re.findall(r'flag\("([A-Z_]+)", default=True\)', settings), "1")
    rows = documented_rows()
    assert {name: rows[name] for name in stated} == {
        name: f"`{default}`" for name, default in stated.items()
    }


def test_the_handbook_recommends_the_postgresql_settings_that_the_benchmark_uses():
    rows = re.findall(r"^\| `([a-z_]+)` \| `([^`]+)`", OPERATE, flags=re.MULTILINE)
    assert dict(rows) == SETTINGS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_in_the_pages_exist(page: Path):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:bin/|`)allmende ([a-z]+)", text))
    assert sorted(named - COMMANDS.keys()) == []
    makes = set(re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.MULTILINE))
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert sorted(makes - set(targets)) == []


def test_every_library_is_in_the_list_of_chosen_parts():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *[line for group in project["dependency-groups"].values() for line in group],
    ]
    names = {re.split(r"[\[<>=~!]", line)[0] for line in wanted}
    page = (ROOT / "docs" / "decisions" / "0001-chosen-parts.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([^`]+)`", page, flags=re.MULTILINE))
    assert sorted(names - listed) == []
