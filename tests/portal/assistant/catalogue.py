"""What citizens read, collected from templates and Python, without the gettext tools."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import allmende.portal

PORTAL = Path(allmende.portal.__file__).parent
ENGLISH = PORTAL / "locale/en/LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


def messages_in_source() -> dict[str, str]:
    """Every translatable text with the file that it stands in."""
    found: dict[str, str] = {}
    for path in sorted([*PORTAL.rglob("*.py"), *PORTAL.rglob("*.html")]):
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            source = templatize(source)
        for _, message, _, _ in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            found[str(message)] = path.name
    return found


def english() -> Catalog:
    with (ENGLISH / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def compiled() -> Catalog:
    with (ENGLISH / "django.mo").open("rb") as file:
        return read_mo(file)
