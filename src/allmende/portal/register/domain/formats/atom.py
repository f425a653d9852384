"""New and changed entries as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
ILLEGAL = {code: None for code in range(32) if code not in {9, 10, 13}}


@dataclass(frozen=True, slots=True)
class Entry:
    id: UUID
    title: str
    summary: str
    url: str
    updated: datetime
    version: int


def write(title: str, *, url: str, page: str, updated: datetime, entries: Sequence[Entry]) -> bytes:
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    _text(feed, "title", title)
    _text(feed, "id", url)
    _text(feed, "updated", updated.isoformat())
    _link(feed, url, "self")
    _link(feed, page, "alternate")
    author = etree.SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", title)
    for entry in entries:
        _entry(feed, entry)
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return written


def _entry(feed: etree._Element, entry: Entry) -> None:
    node = etree.SubElement(feed, f"{{{ATOM}}}entry")
    _text(node, "title", entry.title)
    _text(node, "id", f"urn:uuid:{entry.id}")
    _text(node, "updated", entry.updated.isoformat())
    _text(node, "summary", f"Fassung {entry.version}. {entry.summary}")
    _link(node, entry.url, "alternate")


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = text.translate(ILLEGAL)


def _link(parent: etree._Element, address: str, relation: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", href=address, rel=relation)
