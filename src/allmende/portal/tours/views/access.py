"""Who comes in: members whose organisation has switched the tool on."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from allmende.portal.core.domain import tools
from allmende.portal.core.domain.permissions import require
from allmende.portal.organisations.access import Plain, member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import Member, Organisation

TOOL = "tours"  # the key of the register's building block

TRAIL = (("Werkzeuge", "/werkzeuge/"), ("Touren", "/werkzeuge/touren/"))  # where all pages are

type View[**P] = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
type Rule = Callable[[Member | None], bool]


def is_on(organisation: Organisation) -> bool:
    return tools.is_on(organisation, TOOL)


def tours_required(rule: Rule) -> Callable[[View[...]], Plain]:
    """``rule`` is one of this app's ``rules``: may_plan, may_read or may_enter."""

    def decorate(view: View[...]) -> Plain:
        @wraps(view)
        def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not is_on(request.member.organisation):
                return render(request, "tours/off.html", {"url": reverse("tools")})
            require(rule, request.member)
            return view(request, *args, **kwargs)

        return member_required(guarded)

    return decorate
