"""Who may read the measurements: whoever knows the token; without one, this machine."""

import secrets

from django.conf import settings
from django.http import HttpRequest

LOOPBACK = {"127.0.0.1", "::1"}
# Behind a reverse proxy on the same machine everybody seems to come from it.
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")
SENTENCE = (
    "Die Messwerte sind nicht öffentlich. Setzen Sie ALLMENDE_METRICS_TOKEN und senden Sie den "
    "Wert als Bearer-Token, oder fragen Sie ohne Proxy vom selben Rechner aus.\n"
)


def allowed(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        sent = request.headers.get("Authorization", "")
        wanted = f"Bearer {settings.METRICS_TOKEN}"
        return secrets.compare_digest(sent.encode(), wanted.encode())
    forwarded = any(header in request.META for header in FORWARDED)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded
