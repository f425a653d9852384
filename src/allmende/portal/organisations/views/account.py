"""The person's own pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "organisations/account.html")


@login_required
def no_organisation(request: HttpRequest) -> HttpResponse:
    return render(request, "organisations/no_organisation.html", status=403)
