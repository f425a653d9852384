"""Every address as everybody: the status codes of the table, and never a secret abroad."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as product_settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from allmende.portal.knowledge import index
from tests.portal import role_world
from tests.portal.role_table import ADDRESSES, SENDS, TELLS
from tests.portal.role_world import OFFICERS, PEOPLE, SECRET, SERVANTS, World

pytestmark = pytest.mark.django_db

EVERYBODY = (*PEOPLE, *OFFICERS, *SERVANTS)
OUTSIDE = [person for person in EVERYBODY if not person.startswith("own ")]
METHODS = ("get", "post")


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


EVERY_ROUTE = sorted(set(routes(get_resolver().url_patterns)))


@pytest.fixture
def _own_files() -> None:
    """The files of the world last as long as the module."""


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(product_settings, "MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        with transaction.atomic():
            yield role_world.build()
            transaction.set_rollback(True)
        index.forget()


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    """One log-in a person; the cookie is used again, since each request is undone."""
    cookies = {}
    for person, user in world.users.items():
        client = Client()
        client.force_login(user)
        cookies[person] = client.cookies[product_settings.SESSION_COOKIE_NAME].value
    return cookies


def address(world: World, path: str) -> str:
    return "/" + path.format(**world.objects)


def visit(
    world: World, sessions: dict[str, str], person: str, method: str, path: str
) -> tuple[int, str]:
    """Status and everything that was sent, headers included. The visit leaves no trace."""
    client = Client()
    if person in sessions:
        client.cookies[product_settings.SESSION_COOKIE_NAME] = sessions[person]
    cache.clear()
    data = SENDS[path]() if method == "post" and path in SENDS else {}
    mark = transaction.savepoint_create()
    try:
        response = getattr(client, method)(address(world, path), **data)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    finally:
        transaction.savepoint_rollback(mark)
    return response.status_code, f"{body.decode(errors='replace')}\n{response.headers}".lower()


def test_every_address_has_a_row(world):
    known = {resolve(address(world, path).partition("?")[0]).route for path in ADDRESSES}

    assert sorted(known) == EVERY_ROUTE


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("method", METHODS)
def test_address_answers_everybody_as_the_table_says(world, sessions, path, method):
    expected = ADDRESSES[path][METHODS.index(method)]
    people = EVERYBODY[: len(expected)]
    answers = {person: visit(world, sessions, person, method, path) for person in people}
    told = [person for person in people if SECRET.lower() in answers[person][1]]

    assert {person: status for person, (status, _) in answers.items()} == dict(
        zip(people, expected, strict=True)
    )
    assert [person for person in told if person in OUTSIDE] == []
    assert bool(told) == (path in TELLS[method])
