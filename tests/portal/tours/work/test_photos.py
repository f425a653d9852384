"""Photos lose their position; what is no photo is refused and loses nothing else."""

import io
import os
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain import daily
from allmende.portal.tours.domain.work import executions, photos, removing
from tests.portal.tours import made_work as made


def picture(kind="JPEG", size=(40, 30), **options):
    target = io.BytesIO()
    Image.new("RGB", size, "green").save(target, kind, **options)
    return target.getvalue()


def file(content, name="foto.jpg"):
    return ContentFile(content, name=name)


def with_position():
    exif = Image.Exif()
    exif[0x010F] = "Kamera Kranichfeder"
    exif.get_ifd(0x8825)[2] = (48.0, 36.0, 12.0)
    exif[0x0112] = 6  # stands on its side
    return picture(exif=exif)


def bomb():
    """A few bytes that claim to be a picture of 30,000 times 30,000 pixels."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_position_and_device_are_gone_and_the_picture_stands_upright():
    cleaned = photos.clean(file(with_position()))

    found = Image.open(io.BytesIO(cleaned))
    assert dict(found.getexif()) == {}
    assert b"Kranichfeder" not in cleaned
    assert found.size == (30, 40)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(kind):
    assert Image.open(io.BytesIO(photos.clean(file(picture(kind))))).format == "JPEG"


def test_large_pictures_become_smaller():
    cleaned = photos.clean(file(picture(size=(4000, 1000))))

    assert Image.open(io.BytesIO(cleaned)).size == (1920, 480)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kein lesbares Foto"),
        (b"<script>alert(1)</script>", "kein lesbares Foto"),
        (picture()[:200], "kein lesbares Foto"),
        (picture("GIF"), "kein lesbares Foto"),
        (bomb(), "60 Megapixel"),
        (b"\xff" * (photos.LARGEST + 1), "größer als 15 MB"),
    ],
    ids=["empty", "html", "torn", "gif", "bomb", "huge"],
)
def test_what_is_no_photo_is_refused(content, sentence):
    with pytest.raises(Refused, match=sentence):
        photos.clean(file(content))


@pytest.mark.django_db
def test_only_photos_that_nobody_needs_are_swept():
    day = made.day()
    proof = executions.record(day.crew, entry=made.entry(day.stops[0]), photos=[b"one", b"two"])
    kept, removed = proof.photos.all()
    for one in (kept, removed):
        os.utime(default_storage.path(one.file), (0, 0))  # as if uploaded long ago
    removing.remove_photo(removed, by=day.dispatcher)

    daily.run()

    assert default_storage.exists(kept.file)
    assert not default_storage.exists(removed.file)
