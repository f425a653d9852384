"""engines/language: text of unknown encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.language.encoding import decode

TEXT = "Müllgebühr für Größe „L“: 12 € – bis 31.12."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_reads_what_municipal_programs_write(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@given(st.binary())
def test_never_raises(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf8_comes_back_unchanged(text: str) -> None:
    assert decode(text.encode()) == text
