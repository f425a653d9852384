"""engines/retrieval: ZIP archives, honest and hostile."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.engines.retrieval.parsing import Limits, UnreadableDocument, unpack
from tests.engines.retrieval.parsing import builders


def contents(data: bytes, **limits: int) -> list[tuple[str, bytes | str]]:
    """Members with their content, or the sentence about them."""
    return [
        (name, content if isinstance(content, bytes) else content.message)
        for name, content in unpack(data, "a.zip", limits=Limits(**limits))
    ]


def test_yields_files_also_from_folders_and_archives_inside() -> None:
    inner = builders.archive({"c.txt": b"c"})
    data = builders.archive(
        {"a.txt": b"a", "Ordner/b ü.txt": b"b", "i.zip": inner, "__MACOSX/a.txt": b"", "x/": b""}
    )
    assert contents(data) == [("a.txt", b"a"), ("Ordner/b ü.txt", b"b"), ("i.zip/c.txt", b"c")]


def test_office_documents_inside_stay_whole() -> None:
    document = builders.word(("Normal", "Text"))
    assert contents(builders.archive({"a.docx": document})) == [("a.docx", document)]


def test_an_archive_in_an_archive_in_an_archive_is_not_opened() -> None:
    deep = builders.archive({"b.zip": builders.archive({"c.zip": builders.archive({"d": b"d"})})})
    ((name, sentence),) = contents(deep)
    assert name == "b.zip/c.zip"
    assert "Archiv in einem Archiv" in str(sentence)


@pytest.mark.parametrize(
    "path", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"]
)
def test_a_path_out_of_the_archive_is_refused_and_the_rest_goes_on(path: str) -> None:
    (_, sentence), rest = contents(builders.archive({path: b"a", "b.txt": b"b"}))
    assert "verweist auf einen Ort außerhalb" in str(sentence)
    assert rest == ("b.txt", b"b")


def test_a_symbolic_link_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    ((_, sentence),) = contents(target.getvalue())
    assert "verweist auf einen Ort außerhalb" in str(sentence)


def test_a_damaged_member_does_not_stop_the_rest() -> None:
    data = builders.archive({"a.txt": b"A" * 50, "b.txt": b"b"}, compression=zipfile.ZIP_STORED)
    (name, sentence), rest = contents(data.replace(b"A" * 50, b"B" * 50))
    assert (name, rest) == ("a.txt", ("b.txt", b"b"))
    assert "beschädigt oder unvollständig" in str(sentence)


def test_an_encrypted_member_does_not_stop_the_rest() -> None:
    data = bytearray(builders.archive({"a.txt": b"a", "b.txt": b"b"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    (name, sentence), rest = contents(bytes(data))
    assert (name, rest) == ("a.txt", ("b.txt", b"b"))
    assert "mit einem Kennwort geschützt" in str(sentence)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({}, "unverhältnismäßig groß"),
        ({"compression_ratio": 10**6, "unpacked_bytes": 10_000_000}, "unverhältnismäßig groß"),
    ],
)
def test_a_bomb_is_not_opened(limits: dict[str, int], sentence: str) -> None:
    bomb = builders.archive({"a.txt": b"0" * 60_000_000})
    with pytest.raises(UnreadableDocument, match=sentence):
        contents(bomb, **limits)


def test_archives_inside_share_one_budget() -> None:
    inner = {f"{n}.zip": builders.archive({"a.bin": b"x" * 1_000}) for n in range(5)}
    found = contents(builders.archive(inner), unpacked_bytes=3_000)
    assert [isinstance(content, bytes) for _, content in found] == [True, True, False, False, False]


def test_too_many_files_are_counted() -> None:
    data = builders.archive({f"{n}.txt": b"x" for n in range(11)})
    with pytest.raises(UnreadableDocument, match="enthält 11 Dateien; möglich sind 10"):
        contents(data, members=10)


def test_a_member_that_claims_to_be_smaller_than_it_is_stays_closed() -> None:
    data = bytearray(builders.archive({"a.txt": b"x" * 5_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    ((_, content),) = contents(bytes(data))
    assert isinstance(content, str) or len(content) <= 11


@given(st.binary(max_size=300), st.integers(0, 200))
def test_damaged_archives_raise_nothing_else(noise: bytes, at: int) -> None:
    data = builders.archive({"a.txt": b"a" * 40, "b.txt": b"b"})
    damaged = data[:at] + noise + data[at + len(noise) :]
    with suppress(UnreadableDocument):
        assert len(contents(damaged)) <= 2
