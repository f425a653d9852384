"""The one API, described by OpenAPI. Every app brings its own router."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from allmende.portal.assistant.api import router as assistant
from allmende.portal.events.api import router as events
from allmende.portal.exchange.api import router as exchange
from allmende.portal.knowledge.api import router as knowledge
from allmende.portal.register.api import router as register

# No docs page: those that come along load scripts from foreign servers.
api = NinjaAPI(
    title="Allmende",
    version="1",
    description=(
        "Fragen an das Wissen der Verwaltung, mit wörtlichen Auszügen aus den Quellen; "
        "das Register der KI-Anwendungen und der Katalog des Netzwerks."
    ),
    docs_url=None,
    urls_namespace="api-1",
)
api.add_router("", assistant)
api.add_router("", knowledge)
api.add_router("", register)
api.add_router("", exchange)
api.add_router("", events)


def _problem(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return api.create_response(request, {"detail": sentence}, status=status)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = sorted({_field(one) for one in error.errors})
    return _problem(request, 422, f"Diese Angaben fehlen oder sind ungültig: {', '.join(fields)}.")


@api.exception_handler(HttpError)
def stated(request: HttpRequest, error: HttpError) -> HttpResponse:
    sentence = str(error)
    if error.status_code == 400:
        sentence = "Die Anfrage ist kein gültiges JSON."
    return _problem(request, error.status_code, sentence)


@api.exception_handler(AuthenticationError)
def anonymous(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
    return _problem(request, 401, "Bitte melden Sie sich an.")


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, _: PermissionDenied) -> HttpResponse:
    return _problem(request, 403, "Dafür fehlt Ihnen die Berechtigung.")


@api.exception_handler(Http404)
def missing(request: HttpRequest, _: Http404) -> HttpResponse:
    return _problem(request, 404, "Das gibt es hier nicht, oder Sie dürfen es nicht sehen.")


def _field(error: dict[str, Any]) -> str:
    return str(error["loc"][-1])
