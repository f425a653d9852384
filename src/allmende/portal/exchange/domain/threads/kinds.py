"""Threads, posts and topic fields as things that others link, find and follow."""

from collections.abc import Collection

from django.db.models import QuerySet

from allmende.portal.core.domain import personal as keepers
from allmende.portal.core.domain import things
from allmende.portal.core.domain.personal import Keeper
from allmende.portal.core.domain.things import Kind, Thing
from allmende.portal.exchange.domain.threads import (
    addresses,
    finding,
    following,
    moderated,
    personal,
    queries,
)
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations.domain import audience, profile_sections
from allmende.portal.organisations.enums import TOPICS
from allmende.portal.organisations.models import Group, Member, Organisation

FEW = 5  # on the page of an organisation or a group


def register_all() -> None:
    things.register(Kind(finding.THREAD, "Thema", "Themen", _threads, _thread_scopes))
    things.register(Kind(finding.POST, "Beitrag", "Beiträge", _posts, _post_scopes, linkable=False))
    things.register(
        Kind(following.TOPIC, "Themenfeld", "Themenfelder", _topics, _topic_scopes, linkable=False)
    )
    moderated.register()
    profile_sections.register("Themen im Austausch", _of_organisation)
    profile_sections.register_for_groups("Themen der Arbeitsgruppe", _of_group)
    keepers.register(Keeper("exchange", personal.copy_of, personal.forget))


def thing_of(thread: Thread) -> Thing:
    return Thing(
        finding.THREAD,
        str(thread.pk),
        thread.title,
        addresses.thread_url(thread.pk),
        organisation=str(thread.organisation),
        at=thread.last_post_at,
        note=f"{thread.get_kind_display()}, {thread.get_state_display()}",
    )


def _of_organisation(reader: Member | None, organisation: Organisation) -> list[Thing]:
    return _latest(queries.visible(reader).filter(organisation=organisation))


def _of_group(reader: Member, group: Group) -> list[Thing]:
    return _latest(queries.visible(reader).filter(scope=f"group:{group.pk}"))


def _latest(found: QuerySet[Thread]) -> list[Thing]:
    return [thing_of(one) for one in found.order_by("-last_post_at", "-pk")[:FEW]]


def _threads(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = queries.visible(reader).filter(pk__in=_numbers(keys))
    return {str(one.pk): thing_of(one) for one in found}


def _thread_scopes(keys: Collection[str]) -> dict[str, str]:
    found = Thread.objects.filter(pk__in=_numbers(keys), is_hidden=False)
    return {str(pk): scope for pk, scope in found.values_list("pk", "scope")}


def _posts(reader: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    found = _shown(keys).filter(thread__in=queries.visible(reader).order_by().values("pk"))
    found = found.select_related("thread", "organisation", "author")
    return {str(one.pk): _thing_of_post(one) for one in found}


def _post_scopes(keys: Collection[str]) -> dict[str, str]:
    return {str(pk): scope for pk, scope in _shown(keys).values_list("pk", "thread__scope")}


def _shown(keys: Collection[str]) -> QuerySet[Post]:
    found = Post.objects.filter(pk__in=_numbers(keys), thread__is_hidden=False)
    return found.filter(removed_at=None, hidden_at=None, wiped_at=None)


def _thing_of_post(post: Post) -> Thing:
    return Thing(
        finding.POST,
        str(post.pk),
        post.thread.title,
        addresses.post_url(post.thread_id, post.number),
        organisation=str(post.organisation),
        at=post.created_at,
        note=f"Beitrag {post.number} von {post.author or post.author_label}",
        stands_for=(finding.THREAD, str(post.thread_id)),
    )


def _topics(_: Member | None, keys: Collection[str]) -> dict[str, Thing]:
    return {
        key: Thing(following.TOPIC, key, str(TOPICS[key]), addresses.topic_url(key))
        for key in keys
        if key in TOPICS
    }


def _topic_scopes(keys: Collection[str]) -> dict[str, str]:
    return {key: audience.NETWORK_PUBLIC_KEY for key in keys if key in TOPICS}


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]
