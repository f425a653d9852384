"""In CI nothing is passed over in silence."""

import re
from pathlib import Path

import pytest

from tests import missing
from tests.conftest import ROOT

# These tests run in the second pass of `make test`, on the other database.
OTHER_DATABASE = "läuft mit ALLMENDE_TEST_DATABASE=postgresql"


def outcome(monkeypatch, call, ci):
    monkeypatch.setenv("CI", ci)
    with pytest.raises((pytest.skip.Exception, pytest.fail.Exception)) as end:
        call()
    return type(end.value).__name__, str(end.value)


@pytest.mark.parametrize(
    ("ci", "name"), [("true", "Failed"), ("1", "Failed"), ("", "Skipped"), ("false", "Skipped")]
)
def test_what_is_missing_fails_in_ci_and_is_skipped_at_home(monkeypatch, ci, name):
    assert outcome(monkeypatch, lambda: missing.missing("X fehlt"), ci) == (name, "X fehlt")


def test_without_tesseract_ci_fails(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert outcome(monkeypatch, missing.need_tesseract, "true") == (
        "Failed",
        "tesseract fehlt: apt-get install tesseract-ocr tesseract-ocr-deu",
    )


def test_without_the_german_model_ci_fails(monkeypatch, tmp_path):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert outcome(monkeypatch, missing.need_tesseract, "true") == (
        "Failed",
        "tesseract kann kein Deutsch: apt-get install tesseract-ocr-deu",
    )


def test_no_test_skips_by_itself():
    """Whoever skips for another reason than the database uses ``missing``."""
    here = {Path(missing.__file__), Path(__file__)}
    word = re.compile(r"pytest\.(?:skip|importorskip|mark\.skip\w*|xfail|mark\.xfail)\b.*")
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path not in here
        for hit in word.finditer(path.read_text(encoding="utf-8"))
        if OTHER_DATABASE not in hit[0]
    ]
    assert found == []
