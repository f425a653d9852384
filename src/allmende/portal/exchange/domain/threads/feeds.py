"""Public threads as an Atom feed (RFC 4287), of all topic fields or of one."""

from datetime import datetime

from django.utils import timezone
from lxml import etree

from allmende.portal.core.markdown import plain
from allmende.portal.exchange.domain.threads import addresses, queries
from allmende.portal.exchange.domain.threads.queries import Wanted
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.enums import TOPICS, Audience

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
EXTRACT = 400  # characters
ILLEGAL = {code: None for code in range(32) if code not in {9, 10, 13}}


def public_threads(topic: str = "") -> list[Thread]:
    """The latest that everybody may read."""
    found = queries.narrowed(None, Wanted(topic=topic)).filter(audience=Audience.PUBLIC)
    return list(found.order_by("-last_post_at", "-pk")[:MOST])


def write(threads: list[Thread], *, topic: str, base: str, path: str) -> bytes:
    """``base``: scheme and host. Organisations are named, persons are not."""
    title = f"Austausch: {TOPICS[topic]}" if topic else "Austausch"
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "de")
    changed = max((one.last_post_at for one in threads), default=_beginning())
    _text(feed, "title", title)
    _text(feed, "id", base + path)
    _text(feed, "updated", changed.isoformat())
    _link(feed, base + path, "self")
    texts = _first_posts(threads)
    for thread in threads:
        _entry(feed, thread, texts.get(thread.pk, ""), base)
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return written


def _entry(feed: etree._Element, thread: Thread, text: str, base: str) -> None:
    node = etree.SubElement(feed, f"{{{ATOM}}}entry")
    url = base + addresses.thread_url(thread.pk)
    _text(node, "title", thread.title)
    _text(node, "id", url)
    _text(node, "updated", thread.last_post_at.isoformat())
    _text(node, "published", thread.created_at.isoformat())
    author = etree.SubElement(node, f"{{{ATOM}}}author")
    _text(author, "name", str(thread.organisation))
    _text(node, "summary", text)
    _link(node, url, "alternate")


def _first_posts(threads: list[Thread]) -> dict[int, str]:
    found = Post.objects.filter(thread__in=[one.pk for one in threads], number=1)
    shown = found.filter(removed_at=None, hidden_at=None, wiped_at=None)
    return {post.thread_id: plain(post.text)[:EXTRACT] for post in shown}


def _beginning() -> datetime:
    return datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = text.translate(ILLEGAL)


def _link(parent: etree._Element, address: str, relation: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", href=address, rel=relation)
