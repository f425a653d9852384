"""The sessions that one may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest


@member_required
@require_safe
def listing(request: MemberRequest) -> HttpResponse:
    return render(request, "events/planning/listing.html")
