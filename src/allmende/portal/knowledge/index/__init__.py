"""The index service of this installation, chosen by the settings."""

from collections.abc import Collection
from functools import cache

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from allmende.engines.retrieval.index import Index
from allmende.portal.knowledge.index.service import IndexService

__all__ = ["changed", "current", "forget", "service", "warm_up"]


def service() -> IndexService:
    kind = settings.INDEX or ("postgres" if connection.vendor == "postgresql" else "embedded")
    return _build(kind)


def current() -> Index:
    """The index, up to date with everything committed so far."""
    return service().index()


def changed(document_ids: Collection[int]) -> None:
    """Tell the index inside the writing transaction."""
    if document_ids:
        service().changed(document_ids)


def warm_up() -> None:
    """Load index and embedding model; meant for a thread at server start."""
    service().warm_up()


def forget() -> None:
    """Start anew, such as between tests."""
    _build.cache_clear()


@cache
def _build(kind: str) -> IndexService:
    built: IndexService = import_string(f"{__name__}.{kind}.Service")()
    return built
