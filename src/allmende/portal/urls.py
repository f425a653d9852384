"""All addresses. The composition root may name every app."""

from importlib import import_module

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import include, path
from prometheus_client import generate_latest

from allmende.portal import metrics_access
from allmende.portal.api import api
from allmende.portal.core.routing import tree

P = "allmende.portal"
APPS = [
    "core",
    "organisations",
    "knowledge",
    "register",
    "exchange",
    "events",
    "tours",
    "assistant",
    "reports",
]


def metrics(request: HttpRequest) -> HttpResponse:
    if not metrics_access.allowed(request):
        return HttpResponseForbidden(metrics_access.SENTENCE, content_type="text/plain")
    return HttpResponse(generate_latest(), content_type="text/plain; version=0.0.4")


urlpatterns = [
    path("metrics", metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("sprache/", include("django.conf.urls.i18n")),
    path("konto/", include("allauth.urls")),
    *tree(pattern for app in APPS for pattern in import_module(f"{P}.{app}.urls").urlpatterns),
]
