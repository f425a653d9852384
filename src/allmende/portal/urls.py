"""All addresses. The composition root may name every app."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import include, path
from prometheus_client import generate_latest

from allmende.portal import metrics_access
from allmende.portal.api import api

P = "allmende.portal"


def metrics(request: HttpRequest) -> HttpResponse:
    if not metrics_access.allowed(request):
        return HttpResponseForbidden(metrics_access.SENTENCE, content_type="text/plain")
    return HttpResponse(generate_latest(), content_type="text/plain; version=0.0.4")


urlpatterns = [
    path("metrics", metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("sprache/", include("django.conf.urls.i18n")),
    path("konto/", include("allauth.urls")),
    path("", include(f"{P}.core.urls")),
    path("", include(f"{P}.organisations.urls")),
    path("", include(f"{P}.knowledge.urls")),
    path("", include(f"{P}.register.urls")),
    path("", include(f"{P}.exchange.urls")),
    path("", include(f"{P}.events.urls")),
    path("", include(f"{P}.tours.urls")),
    path("", include(f"{P}.assistant.urls")),
    path("", include(f"{P}.reports.urls")),
]
