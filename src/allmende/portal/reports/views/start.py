"""The page after log-in, and the copy of the own data."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from allmende.portal.organisations import second_factor
from allmende.portal.organisations.access import member_required
from allmende.portal.organisations.middleware import MemberRequest
from allmende.portal.organisations.models import User
from allmende.portal.reports.domain import personal
from allmende.portal.reports.domain.start import desk


@member_required
def start(request: MemberRequest) -> HttpResponse:
    context = {
        "desk": desk(request.member),
        "second_factor_missing": second_factor.is_missing(request),
    }
    return render(request, "reports/start.html", context)


@login_required
def account_data(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(
        personal.copy_of(cast("User", request.user)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    response["Cache-Control"] = "no-store"
    return response
