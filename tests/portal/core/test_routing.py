"""The tree gives every address to the view that a plain list gives it to."""

import pytest
from django.urls import Resolver404, URLResolver, path
from django.urls.resolvers import RoutePattern

from allmende.portal.core.routing import tree

ROUTES = [
    "",
    "orte/",
    "orte/<int:pk>/",
    "orte/<str:key>/",
    "wege/",
    "orte/neu/",  # the one before takes it
    "orte/<int:pk>/bild",
    "orte/<int:pk>/bild/<int:number>/",
    "wege/<path:rest>",
    "orte/<str:key>/liste.csv",
]
ASKED = [
    "",
    "orte/",
    "orte/7/",
    "orte/neu/",
    "orte/7/bild",
    "orte/7/bild/2/",
    "orte/neu/liste.csv",
    "wege/a/b/c",
    "wege/",
    "orte",
    "orte/7/bild/x/",
    "fremd/7/",
]


def patterns():
    return [path(route, lambda request: None, name=f"n{i}") for i, route in enumerate(ROUTES)]


def found(urls, address):
    try:
        match = URLResolver(RoutePattern(""), urls).resolve(address)
    except Resolver404:
        return None
    return match.url_name, match.kwargs, match.route


@pytest.mark.parametrize("address", ASKED)
def test_as_a_plain_list_finds_it(address):
    assert found(tree(patterns()), address) == found(patterns(), address)


def test_the_plain_list_finds_most_of_them():
    assert sum(found(patterns(), address) is not None for address in ASKED) == 9


def test_a_place_is_compared_once():
    firsts = [str(one.pattern) for one in tree(patterns())]
    assert firsts == ["", "orte/", "wege/"]
