"""The one navigation, by task and not by module: at most seven entries."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from allmende.portal.events.domain.planning import queries as events
from allmende.portal.exchange.domain.legal import queries as legal
from allmende.portal.organisations.domain import profiles
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.models import Member
from allmende.portal.register.domain import catalogue

type Shown = Callable[[Member], bool]


def _administers(member: Member) -> bool:
    return member.has_role(Role.ADMINISTRATOR) or member.user.is_superuser


ENTRIES: list[tuple[str, str, tuple[str, ...], Shown]] = [
    # title, name of the page, starts of its addresses, who sees it
    ("Start", "start", ("/start/",), lambda _: True),
    ("Fragen", "ask", ("/fragen/", "/anfragen/"), lambda _: True),
    ("Anwendungsfälle", "use-cases", ("/anwendungsfaelle/", "/berichte/"), lambda _: True),
    ("Werkzeuge", "tools", ("/werkzeuge/",), lambda _: True),
    ("Austausch", "exchange", ("/austausch/", "/netzwerk/"), lambda _: True),
    ("Veranstaltungen", "events", ("/veranstaltungen/",), lambda _: True),
    ("Wissen", "collections", ("/wissen/",), lambda m: not _administers(m)),
    ("Verwaltung", "administration", ("/verwaltung/", "/wissen/"), _administers),
]


def context(request: HttpRequest) -> dict[str, Any]:
    public = {
        "has_public_register": partial(_has_public_register, request),
        "has_public_profile": partial(_has_public_profile, request),
        "has_public_events": partial(_has_public_events, request),
        "has_public_answers": legal.public_answers().exists,
    }
    member: Member | None = getattr(request, "member", None)
    if member is None:
        return {"navigation": [], **public}
    memberships = getattr(request, "memberships", [])
    entries = [
        {"title": title, "url": reverse(name), "current": request.path.startswith(prefixes)}
        for title, name, prefixes, shown in ENTRIES
        if shown(member)
    ]
    return {"navigation": entries, "memberships": memberships, **public}


def _has_public_register(request: HttpRequest) -> bool:
    """Asked by the public pages only, which are the ones that name an organisation."""
    match = request.resolver_match
    return match is not None and catalogue.has_public_register(match.kwargs.get("slug", ""))


def _has_public_profile(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and profiles.has_public(match.kwargs.get("slug", ""))


def _has_public_events(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and events.has_public_sessions(match.kwargs.get("slug", ""))
