"""Photos of the crews, without anything beside the picture: no position, no device, no preview."""

import io
import warnings
from typing import Any, BinaryIO

from django.core.files.base import File
from PIL import Image, ImageOps

from allmende.portal.core.domain import stored_files
from allmende.portal.core.domain.errors import Refused
from allmende.portal.tours.domain.work.executions import FOLDER
from allmende.portal.tours.models import Photo

LARGEST = 15 * 1024 * 1024  # bytes
MOST_PIXELS = 60_000_000
SIDE = 1920  # pixels
FORMATS = ("JPEG", "PNG", "WEBP")

UNREADABLE = "ist kein lesbares Foto. Nehmen Sie JPEG, PNG oder WebP."
TOO_LARGE = "ist größer als 15 MB oder 60 Megapixel. Stellen Sie die Kamera kleiner ein."


def clean(file: File[Any]) -> bytes:
    """A JPEG drawn anew; Refused with a sentence where the file is no photo or too large."""
    name = f"„{str(file.name or 'Foto')[-60:]}“"
    if not file.size or file.size > LARGEST:
        raise Refused(f"{name} {TOO_LARGE if file.size else UNREADABLE}")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(file, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(f"{name} {TOO_LARGE}") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(f"{name} {UNREADABLE}") from error


def sweep() -> int:
    """Delete files that no photo refers to. Run daily."""
    return stored_files.sweep(FOLDER, referenced=_referenced)


def _drawn(file: File[Any], name: str) -> bytes:
    source: BinaryIO = file  # type: ignore[assignment]
    with Image.open(source, formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(f"{name} {TOO_LARGE}")
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((SIDE, SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    target = io.BytesIO()
    bare.save(target, "JPEG", quality=82, optimize=True)
    return target.getvalue()


def _referenced(names: set[str]) -> set[str]:
    return set(Photo.objects.filter(file__in=names).values_list("file", flat=True))
