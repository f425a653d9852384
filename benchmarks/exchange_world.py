"""An exchange full of threads and posts, filled in bulk, and the ways to search it."""

import random
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import batched
from typing import Any

from django.db import connection
from django.utils import timezone

from allmende.portal.core.domain import search, things
from allmende.portal.core.models import SearchEntry, SearchTerm, SearchWord
from allmende.portal.exchange.domain.threads import queries
from allmende.portal.exchange.domain.threads.queries import Wanted
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.domain.audience import find_keys, key_for
from allmende.portal.organisations.enums import TOPICS, Audience, OrganisationKind, State
from allmende.portal.organisations.models import Group, Member, Organisation, User
from benchmarks import measure
from benchmarks.catalogue import text, title

BATCH = 2000
AUDIENCES = [Audience.NETWORK] * 14 + [Audience.PUBLIC] * 3 + [Audience.ORGANISATION] * 2
AUDIENCES += [Audience.GROUP]


def build(posts: int, threads: int, organisations: int) -> Member:
    """Everything; returns who reads. Posts are spread unevenly: a few threads are very long."""
    chance = random.Random(1)
    places = Organisation.objects.bulk_create(
        Organisation(
            slug=f"ort-{number}",
            name=f"Ort {number}",
            kind=OrganisationKind.MUNICIPALITY,
            state=chance.choice(State.values),
        )
        for number in range(organisations)
    )
    user = User.objects.create_user("leser@example.org", "x" * 20, name="Leserin")
    reader = Member.objects.create(user=user, organisation=places[0])
    groups = Group.objects.bulk_create(
        Group(name=f"Gruppe {number}", organisation=place) for number, place in enumerate(places)
    )
    groups[0].members.add(reader)
    groups[1].members.add(reader)
    begun = _threads(threads, places, groups, user, chance)
    _prepare_peer()
    words: dict[str, int] = {}
    for numbers in batched(range(posts), BATCH):
        _posts(numbers, begun, user, words, chance)
    _finish()
    return reader


def ours(reader: Member, question: str) -> list[int]:
    """What the list of threads does: all posts that fit, the best first, then their threads."""
    return queries.ranked(reader, Wanted(text=question))


def few(reader: Member, question: str) -> tuple[int, list[int]]:
    """What the search over everything does: how many, and the best five."""
    kinds = [kind.name for kind in things.kinds()]
    found = search.by_kind(question, kinds=kinds, keys=find_keys(reader)).get("post", [])
    return len(found), found[:5]


def peer(_: Member, question: str) -> tuple[int, list[Any]]:
    """The database's own full text search, without asking who may see what."""
    if connection.vendor == "postgresql":
        return _postgres(question)
    words = " ".join(f'"{word}"' for word in question.split())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM peer WHERE peer MATCH %s", [words])
        (count,) = cursor.fetchone()
        cursor.execute("SELECT rowid FROM peer WHERE peer MATCH %s ORDER BY rank LIMIT 25", [words])
        return count, [pk for (pk,) in cursor.fetchall()]


def processor() -> float:
    """Seconds of processor time so far, of this process and of a database that serves it."""
    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return time.process_time() + measure.processor(backend)


def _postgres(question: str) -> tuple[int, list[Any]]:
    match = "words @@ plainto_tsquery('german', %s)"
    rank = "ts_rank(words, plainto_tsquery('german', %s))"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM peer WHERE {match}", [question])
        (count,) = cursor.fetchone()
        order = f"SELECT id FROM peer WHERE {match} ORDER BY {rank} DESC, id DESC LIMIT 25"
        cursor.execute(order, [question, question])
        return count, [pk for (pk,) in cursor.fetchall()]


def _threads(
    count: int, places: list[Organisation], groups: list[Group], user: User, chance: random.Random
) -> list[Thread]:
    now, rows = timezone.now(), []
    for number in range(count):
        which = chance.randrange(len(places))
        audience = chance.choice(AUDIENCES)
        rows.append(
            Thread(
                kind="question",
                title=title(chance),
                topic=chance.choice(list(TOPICS)),
                audience=audience,
                group=groups[which] if audience == Audience.GROUP else None,
                scope=key_for(
                    audience, organisation_id=places[which].pk, group_id=groups[which].pk
                ),
                author=user,
                author_label="Leserin",
                organisation=places[which],
                last_post_at=now - timedelta(minutes=number),
            )
        )
    return Thread.objects.bulk_create(rows, batch_size=500)


def _posts(
    numbers: Iterable[int],
    threads: list[Thread],
    user: User,
    words: dict[str, int],
    chance: random.Random,
) -> None:
    rows = []
    for _ in numbers:
        thread = threads[min(int(chance.expovariate(5 / len(threads))), len(threads) - 1)]
        thread.post_count += 1
        rows.append(
            Post(
                thread=thread,
                number=thread.post_count,
                text=text(chance, chance.randint(2, 6)),
                author=user,
                author_label="Leserin",
                organisation_id=thread.organisation_id,
            )
        )
    _find(Post.objects.bulk_create(rows, batch_size=500), words)
    _feed_peer(rows)


def _find(posts: list[Post], words: dict[str, int]) -> None:
    """As ``search.put`` does for each, but many at once."""
    entries = SearchEntry.objects.bulk_create(
        [
            SearchEntry(
                kind="post",
                object_id=post.pk,
                scope=post.thread.scope,
                organisation_id=post.organisation_id,
                title=_title(post),
                at=timezone.now(),
            )
            for post in posts
        ],
        batch_size=500,
    )
    weights = [search.weigh(_title(post), post.text) for post in posts]
    new = {word: 1.0 for one in weights for word in one if word not in words}
    words |= search._ids(new)
    SearchTerm.objects.bulk_create(
        (
            SearchTerm(word_id=words[word], entry=entry, weight=weight)
            for entry, one in zip(entries, weights, strict=True)
            for word, weight in one.items()
        ),
        batch_size=5000,
    )


def _title(post: Post) -> str:
    return post.thread.title if post.number == 1 else ""


def _prepare_peer() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE TABLE peer (id bigint PRIMARY KEY, words tsvector)")
        else:
            cursor.execute("CREATE VIRTUAL TABLE peer USING fts5(words, tokenize='unicode61')")


def _feed_peer(posts: list[Post]) -> None:
    insert = "INSERT INTO peer(rowid, words) VALUES (%s, %s)"
    if connection.vendor == "postgresql":
        insert = "INSERT INTO peer VALUES (%s, to_tsvector('german', %s))"
    with connection.cursor() as cursor:
        cursor.executemany(insert, [(one.pk, f"{_title(one)} {one.text}") for one in posts])


def _finish() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE INDEX ON peer USING gin (words)")
        # As the server does by itself some minutes after so many rows.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def figures() -> dict[str, int]:
    return {
        "posts": Post.objects.count(),
        "words": SearchWord.objects.count(),
        "terms": SearchTerm.objects.count(),
    }


def often(count: int) -> Iterator[str]:
    """The most frequent nouns of what was posted, as somebody would type them."""
    seen: dict[str, int] = {}
    for post in Post.objects.order_by("pk")[:2000]:
        for word in set(post.text.split()):
            if word[:1].isupper() and word.isalpha() and len(word) > 4:
                seen[word] = seen.get(word, 0) + 1
    return iter(sorted(seen, key=lambda word: -seen[word])[:count])
