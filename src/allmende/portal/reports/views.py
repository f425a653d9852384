"""The page after log-in."""

from django.http import HttpResponse
from django.shortcuts import render

from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest


@member_required
def start(request: MemberRequest) -> HttpResponse:
    return render(request, "reports/start.html")
