"""What happened to one use case: the newest on its page, everything on a page of its own."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.core.domain import audit
from allmende.portal.core.lists import page_of
from allmende.portal.organisations.domain import trail as words
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.models import UseCase
from allmende.portal.register.views.access import trail, use_case_view

NEWEST = 10

type Line = tuple[str, list[str], Any]  # what, details in sentences, the entry itself


def newest(use_case: UseCase) -> tuple[list[Line], bool]:
    """The last entries, and whether there are more."""
    found = list(audit.history(use_case)[: NEWEST + 1])
    return lines(found[:NEWEST]), len(found) > NEWEST


def lines(entries: Iterable[Any]) -> list[Line]:
    return [(audit.label(entry.action), words.in_words(entry), entry) for entry in entries]


@use_case_view()
@require_safe
def page(request: MemberRequest, use_case: UseCase) -> HttpResponse:
    shown = page_of(request, audit.history(use_case))
    context = {
        "use_case": use_case,
        "trail": trail(use_case),
        "page": shown,
        "history": lines(shown),
    }
    return render(request, "register/history.html", context)
