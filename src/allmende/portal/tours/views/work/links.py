"""The secret addresses of a crew, made by the dispatcher and shown once."""

from typing import get_args

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.tours import rules
from allmende.portal.tours.domain.work import crew_links, qr
from allmende.portal.tours.domain.work.crew_links import Kind
from allmende.portal.tours.models import Crew
from allmende.portal.tours.views.access import tours_required

KEPT = "tours-crew-address"  # in the session until it has been shown once
ROUTES: dict[str, str] = {"phone": "tours-phone", "calendar": "tours-calendar"}


@tours_required(rules.may_plan)
def manage(request: MemberRequest, crew: int) -> HttpResponse:
    found = Crew.objects.filter(organisation=request.member.organisation, pk=crew).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        _change(request, found)
        return redirect("tours-crew-link", found.pk)
    context = {"crew": found, **_told(request, found)}
    return render(request, "tours/work/link.html", context)


def _change(request: MemberRequest, crew: Crew) -> None:
    kind = _kind(request.POST.get("kind", ""))
    if "beenden" in request.POST:
        crew_links.withdraw(crew, kind=kind, by=request.member)
        messages.success(request, "Die Adresse gilt nicht mehr.")
        return
    token = crew_links.renew(crew, kind=kind, by=request.member)
    request.session[KEPT] = [crew.pk, kind, token]


def _told(request: MemberRequest, crew: Crew) -> dict[str, object]:
    """The address that was just made, once."""
    pk, kind, token = request.session.get(KEPT) or (0, "", "")
    if pk != crew.pk:
        return {}
    del request.session[KEPT]
    address = request.build_absolute_uri(reverse(ROUTES[kind], args=[token]))
    drawn = qr.svg(address, title="QR-Code der Adresse")
    return {"address": address, "kind": kind, "qr": mark_safe(drawn)}  # noqa: S308 -- drawn by us


def _kind(text: str) -> Kind:
    if text not in get_args(Kind.__value__):
        raise Http404
    return text  # type: ignore[return-value]
