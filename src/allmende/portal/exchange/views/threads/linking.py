"""Tying any two things together: other pages link here with ``?kind=…&key=…``."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from allmende.portal.core.domain import things
from allmende.portal.core.domain.errors import Refused
from allmende.portal.exchange.domain import linking
from allmende.portal.exchange.forms.threads.filtering import LinkFilter
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest

LONGEST_KEY = 60


@member_required
def connect(request: MemberRequest) -> HttpResponseBase:
    """The one thing at the top, what belongs to it, and a search for more."""
    near = request.GET.get("kind", "")[:30], request.GET.get("key", "")[:LONGEST_KEY]
    kind = things.kind(near[0])
    thing = things.one(request.member, *near) if kind and kind.linkable else None
    if thing is None:
        raise Http404
    if request.method == "POST":
        return _done(request, near)
    form = LinkFilter(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("suche", "")
    wanted = form.cleaned_data.get("art", "")
    found = linking.find(request.member, text, kind=wanted, near=near) if text else []
    context = {
        "thing": thing,
        "tied": linking.tied(request.member, near),
        "filter": form,
        "text": text,
        "found": [(one, _word(one.kind)) for one in found],
    }
    return render(request, "exchange/threads/connect.html", context)


def _done(request: MemberRequest, near: tuple[str, str]) -> HttpResponse:
    far = request.POST.get("kind", "")[:30], request.POST.get("key", "")[:LONGEST_KEY]
    untie = request.POST.get("tun") == "loesen"
    try:
        if untie:
            linking.untie(near, far, by=request.member)
        else:
            linking.tie(near, far, by=request.member)
        messages.success(request, "Die Verknüpfung ist entfernt." if untie else "Verknüpft.")
    except Refused as refused:
        messages.error(request, str(refused))
    query = urlencode({"kind": near[0], "key": near[1]})
    return redirect(f"{reverse('connect')}?{query}")


def _word(kind: str) -> str:
    found = things.kind(kind)
    return found.word if found else ""
