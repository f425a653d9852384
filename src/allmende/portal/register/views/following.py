"""Follow an entry, an organisation or a field; the page of what I follow."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from allmende.portal.core.domain.errors import Refused
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.register.domain import following


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    follows = [
        (follow, following.address_of(follow)) for follow in following.follows_of(request.member)
    ]
    return render(request, "register/catalogue/follows.html", {"follows": follows})


@member_required
@require_POST
def follow(request: MemberRequest) -> HttpResponse:
    kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
    try:
        new = following.follow(request.member, kind=kind, value=value)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Sie folgen jetzt: {new.label}. Neues erfahren Sie sofort.")
    return redirect(_back(request))


@member_required
@require_POST
def unfollow(request: MemberRequest, pk: int) -> HttpResponse:
    mine = get_object_or_404(following.follows_of(request.member), pk=pk)
    following.unfollow(mine, by=request.member)
    messages.success(request, f"Sie folgen nicht mehr: {mine.label}.")
    return redirect("follows")


def _back(request: MemberRequest) -> str:
    """Where the button stood, if that is a page of ours."""
    wanted = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else "follows"
