"""Health probes, measurements, and plain sentences where the machine itself is in trouble."""

import errno
import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from allmende.portal.core import metrics
from allmende.portal.core.domain.errors import Refused

type GetResponse = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("allmende.request")

BUSY = _(
    "Die Datenbank ist gerade beschäftigt. Es wurde nichts gespeichert und nichts verändert. "
    "Gehen Sie im Browser zurück, Ihre Eingaben stehen noch dort, und senden Sie sie erneut."
)
FULL = _(
    "Auf dem Server ist kein Speicherplatz mehr frei. Es wurde nichts gespeichert. "
    "Bitte sagen Sie der Administration Bescheid."
)


def health(get_response: GetResponse) -> GetResponse:
    """Answer probes before host checks and sessions, so that they work from anywhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/health/live":
            return JsonResponse({"status": "ok"})
        if request.path == "/health/ready":
            return _ready()
        return get_response(request)

    return middleware


def _ready() -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


FOR_EVERYBODY = ("/o/", "/sprache/", "/antworten/")


def german_workspace(get_response: GetResponse) -> GetResponse:
    """Citizens choose their language; everything behind the log-in is written in German."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path != "/" and not request.path.startswith(FOR_EVERYBODY):
            translation.activate("de")
            request.LANGUAGE_CODE = "de"
        return get_response(request)

    return middleware


def observe(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - started
        match = request.resolver_match
        route = match.route if match else "unknown"
        metrics.REQUESTS.labels(request.method, route, response.status_code).inc()
        metrics.SECONDS.labels(route).observe(seconds)
        logger.info(
            "request",
            extra={
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000),
            },
        )
        return response

    return middleware


class plain_errors:  # noqa: N801 -- reads like the other middlewares; process_exception needs a class
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return render(request, "core/trouble.html", {"sentence": str(error)}, status=409)
        sentence = _sentence(error)
        if not sentence:
            return None
        logger.error("Trouble of the machine", exc_info=error)
        return render(request, "core/trouble.html", {"sentence": sentence}, status=503)


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return str(FULL)
    if isinstance(error, OperationalError):
        return str(FULL if "disk is full" in str(error) else BUSY)
    return ""
