"""Atom feeds of what everybody may read: no log-in, no session."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from allmende.portal.exchange.domain.threads import feeds
from allmende.portal.organisations.enums import TOPICS

MAX_AGE = 300  # seconds


@require_safe
def atom(request: HttpRequest, topic: str = "") -> HttpResponse:
    if topic and topic not in TOPICS:
        raise Http404
    base = f"{request.scheme}://{request.get_host()}"
    content = feeds.write(feeds.public_threads(topic), topic=topic, base=base, path=request.path)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response
