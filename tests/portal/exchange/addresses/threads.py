"""Threads, what is tied to them, and the feeds of what is public."""

from typing import Any

from allmende.portal.exchange.domain import linking
from allmende.portal.exchange.domain.threads import posts
from allmende.portal.organisations.enums import Audience
from allmende.portal.organisations.models import Member, Organisation
from tests.portal.exchange import talk
from tests.portal.network_codes import (
    MEMBER,
    MEMBER_DONE,
    MEMBER_INCOMPLETE,
    MEMBER_NO_METHOD,
    NO_METHOD,
    PUBLIC,
    TOWN,
    Row,
    codes,
)
from tests.portal.role_world import SECRET

A = "austausch/"
T = A + "beitraege/{thread}/"
P = T + "{post_number}/"
TIE = A + "verknuepfen/?kind=thread&key={thread}"

OTHERS = "404 404 404 404 |"
# Everybody of the town, nobody else.
DONE = codes(f"302 302 302 | 302 302 302 302 | {OTHERS} 302 302 302 302 | 404 | 404 404 404 404")
NO = codes(f"302 302 302 | 405 405 405 405 | {OTHERS} 405 405 405 405 | 404 | 404 404 404 404")
INCOMPLETE = codes(
    f"302 302 302 | 422 422 422 422 | {OTHERS} 422 422 422 422 | 404 | 404 404 404 404"
)
# The author, a colleague with nothing but membership; others of the town are told no.
AUTHOR = codes(f"302 302 302 | 200 403 403 403 | {OTHERS} 403 403 403 403 | 404 | 404 404 404 404")
AUTHOR_DONE = codes(
    f"302 302 302 | 302 403 403 403 | {OTHERS} 403 403 403 403 | 404 | 404 404 404 404"
)
AUTHOR_INCOMPLETE = codes(
    f"302 302 302 | 422 403 403 403 | {OTHERS} 403 403 403 403 | 404 | 404 404 404 404"
)
API_MEMBER = codes("401 403 403 | 200 200 200 200 | 200 200 200 200 | 200 200 200 200 | 200 |"
                   "200 200 200 200")  # fmt: skip
API_INCOMPLETE = (401, *(422,) * 19)
API_TOWN = codes(
    f"401 403 403 | 200 200 200 200 | {OTHERS} 200 200 200 200 | 404 | 404 404 404 404"
)
API_WRITE = codes(
    f"401 403 403 | 201 201 201 201 | {OTHERS} 201 201 201 201 | 404 | 404 404 404 404"
)
API_NO_METHOD = (405,) * 20


def an_answer() -> dict[str, Any]:
    return {"data": {"text": "Dazu weiß ich etwas."}, "content_type": "application/json"}


def nothing() -> dict[str, Any]:
    return {"data": {}, "content_type": "application/json"}


ROWS = [
    Row(A, MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{A}export.csv", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{A}atom/", PUBLIC, NO_METHOD),
    Row(f"{A}neu/", MEMBER, MEMBER_INCOMPLETE, tells=("get", "post")),
    Row(TIE, TOWN, DONE, tells=("get",)),
    Row(f"{A}themen/koki:law/", MEMBER, MEMBER_NO_METHOD, tells=("get",)),
    Row(f"{A}themen/koki:law/atom/", PUBLIC, NO_METHOD),
    Row(f"{A}themen/koki:law/folgen/", MEMBER_NO_METHOD, MEMBER_DONE),
    # Without log-in only what is public is there; everything else leads to the log-in.
    Row(T, TOWN, (405,) * 20, tells=("get",)),
    Row(f"{T}antworten/", TOWN, INCOMPLETE, tells=("get", "post")),
    Row(f"{T}bearbeiten/", AUTHOR, AUTHOR_INCOMPLETE, tells=("get", "post")),
    Row(f"{T}loeschen/", AUTHOR, AUTHOR_DONE, tells=("get",)),
    Row(f"{T}stand/", NO, DONE),
    Row(f"{T}betrifft-uns/", NO, DONE),
    Row(f"{T}folgen/", NO, DONE),
    Row(f"{P}bearbeiten/", AUTHOR, AUTHOR_INCOMPLETE, tells=("get", "post")),
    Row(f"{P}entfernen/", AUTHOR, AUTHOR_DONE, tells=("get",)),
    Row(f"{T}{{removed_number}}/wiederherstellen/", NO, AUTHOR_DONE),
    Row(f"{P}loesung/", NO, AUTHOR_DONE),
    Row(f"{P}datei/1/entfernen/", NO, AUTHOR_DONE),
    Row("api/v1/threads", API_MEMBER, API_INCOMPLETE, sends=nothing, tells=("get",)),
    Row("api/v1/threads/{thread}", API_TOWN, API_NO_METHOD, tells=("get",)),
    Row("api/v1/threads/{thread}/posts", API_TOWN, API_WRITE, sends=an_answer, tells=("get",)),
]


def fill(town: Organisation, people: dict[str, Member], objects: dict[str, Any]) -> dict[str, Any]:
    author = people["own staff"]
    thread = talk.thread(
        author,
        f"Wo liegt die {SECRET}?",
        title=f"Fundsache {SECRET}",
        audience=Audience.ORGANISATION,
    )
    post = talk.reply(thread, author, f"Unter der {SECRET}.")
    removed = talk.reply(thread, author, f"Verrate die {SECRET} nicht.")
    posts.remove(removed, by=author)
    near = ("thread", str(thread.pk))
    other = talk.thread(author, title=f"Nachbar {SECRET}", audience=Audience.ORGANISATION)
    linking.tie(near, ("thread", str(other.pk)), by=author)
    talk.thread(author, "Guten Tag.", title="Für alle", audience=Audience.PUBLIC)
    return {
        "thread": thread.pk,
        "post": post.pk,
        "post_number": post.number,
        "removed_number": removed.number,
    }
