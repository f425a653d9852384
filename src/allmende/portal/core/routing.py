"""Addresses as a tree: a request is compared with the branches on its way, not with all of them."""

from collections.abc import Iterable
from itertools import groupby

from django.urls import URLPattern, URLResolver, include, path

type Route = tuple[str, URLPattern]


def tree(patterns: Iterable[URLPattern]) -> list[URLPattern | URLResolver]:
    """The same addresses with the same precedence, branching at every slash.

    First parts have to be literal: only then may the patterns of one place be brought together.
    """
    return _branches(sorted(((str(one.pattern), one) for one in patterns), key=_first))


def _branches(routes: Iterable[Route]) -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = []
    for first, group in groupby(routes, key=_first):
        inside = [(route.removeprefix(first), pattern) for route, pattern in group]
        if first and len(inside) > 1:
            found.append(path(first, include(_branches(inside))))
        else:
            found += [
                path(first + rest, one.callback, one.default_args, one.name) for rest, one in inside
            ]
    return found


def _first(route: Route) -> str:
    """Up to the first slash and with it; all of what has none."""
    first, slash, _ = route[0].partition("/")
    return first + slash
