"""The entrance to the administration of one organisation."""

from django.http import HttpResponse
from django.shortcuts import render

from allmende.portal.organisations.access import role_required
from allmende.portal.organisations.enums import Role
from allmende.portal.organisations.middleware import MemberRequest


@role_required(Role.ADMINISTRATOR)
def overview(request: MemberRequest) -> HttpResponse:
    return render(request, "organisations/administration.html")
