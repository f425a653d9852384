"""HTML to PDF by WeasyPrint, without any network. Importing it needs Pango; see ``pdf``."""

import io
import threading
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STYLE = Path(__file__).with_name("print.css")
_one_at_a_time = threading.Lock()  # fontconfig, below Pango, is not safe between threads


class NotOurs(ValueError):
    """A document asked for something that is not one of our own fonts."""


class OwnFonts(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Asked for every file that a document names: ``font:Regular`` is one, nothing else is."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 -- WeasyPrint's signature
        scheme, _, name = url.partition(":")
        file = f"kern/fonts/fira-sans/FiraSans-{name}.woff2"
        path = finders.find(file) if scheme == "font" and name.isalnum() else None
        if not isinstance(path, str):
            raise NotOurs(url)
        return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": "font/woff2"})


def draw(html: str) -> bytes:
    target = io.BytesIO()
    with _one_at_a_time:
        sheet, fonts = _style()
        HTML(string=html, url_fetcher=OwnFonts()).write_pdf(
            target, stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
        )
    return target.getvalue()


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """Read once: unpacking the fonts takes longer than drawing a document."""
    fonts = FontConfiguration()
    return CSS(filename=STYLE, font_config=fonts, url_fetcher=OwnFonts()), fonts
