"""New and changed public sessions as an Atom feed (RFC 4287)."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from lxml import etree

from allmende.portal.events.enums import SessionState
from allmende.portal.events.models import Session

ATOM = "http://www.w3.org/2005/Atom"
ILLEGAL = dict.fromkeys(code for code in range(32) if code not in {9, 10, 13})


def write(
    title: str,
    *,
    url: str,
    page: str,
    sessions: Sequence[Session],
    address: Callable[[Session], str],
) -> bytes:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    _text(feed, "title", title)
    _text(feed, "id", url)
    newest = max((one.changed_at for one in sessions), default=None)
    _text(feed, "updated", (newest or timezone.now()).isoformat())
    _link(feed, url, "self")
    _link(feed, page, "alternate")
    author = etree.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", title)
    for session in sessions:
        _entry(feed, session, address(session))
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return written


def _entry(feed: Any, session: Session, url: str) -> None:
    node = etree.SubElement(feed, f"{{{ATOM}}}entry")
    cancelled = session.state == SessionState.CANCELLED
    _text(node, "title", f"Abgesagt: {session.title}" if cancelled else session.title)
    _text(node, "id", f"urn:uuid:{session.uid}")
    _text(node, "updated", session.changed_at.isoformat())
    if session.published_at:
        _text(node, "published", session.published_at.isoformat())
    day = date_format(timezone.localtime(session.starts_at), "j. F Y, H:i")
    _text(node, "summary", " ".join(f"Am {day} Uhr. {session.summary}".split()))
    _link(node, url, "alternate")


def _text(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = text.translate(ILLEGAL)


def _link(parent: Any, address: str, relation: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", href=address, rel=relation)
