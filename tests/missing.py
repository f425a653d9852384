"""What a test needs and the machine does not have: a reason to skip at home, a failure in CI."""

import os
import shutil
import subprocess
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    if os.environ.get("CI", "").lower() in {"", "0", "false"}:
        pytest.skip(reason)
    pytest.fail(reason)


def need_tesseract() -> None:
    """The program and its German model."""
    program = shutil.which("tesseract")
    if program is None:
        missing("tesseract fehlt: apt-get install tesseract-ocr tesseract-ocr-deu")
    languages = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False
    )
    if "deu" not in languages.stdout.split():
        missing("tesseract kann kein Deutsch: apt-get install tesseract-ocr-deu")
